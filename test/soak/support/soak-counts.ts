const scale = Number(process.env.SOAK_SCALE ?? 1)
if (!(scale > 0)) throw new Error(`SOAK_SCALE is ${process.env.SOAK_SCALE}, not a number above 0`)

const scaled = (count: number, least: number) => Math.max(least, Math.round(count * scale))

/** What a tenant sees in an hour at ten exchanges a second, as fast as it will go. */
export const SOAK_COUNTS = {
  /** Of one life of the server, between which it is measured. */
  rounds: scaled(10, 4),
  exchangesPerRound: scaled(3_400, 200),
  /** Lives that end in the midst of everything. */
  kills: scaled(8, 2),
}
