/** A line of a name and a value. */
export interface Pair {
  name: string
  value: string
}
