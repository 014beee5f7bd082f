/** Milliseconds of the clock that all processes of this machine share; it never steps back. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
