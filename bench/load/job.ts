/** One request, sent again and again. */
export interface RequestShape {
  path: string
  contentType: string
  body: string
}

/** What the load generator does next: until the time is over or so many answers are in. */
export interface LoadJob {
  port: number
  /** Each in turn; several in an order drawn anew every time that all have had theirs. */
  requests: RequestShape[]
  /** The address to come from; any when absent. */
  localAddress?: string
  concurrency: number
  until: { seconds: number } | { answers: number }
  /** What every answer must be. */
  expect: 'token' | 'refusal'
}

/** Times in milliseconds. */
export interface LoadResult {
  answers: number
  elapsedMs: number
  p50Ms: number
  p99Ms: number
  /** Some of the access tokens, spread over the job. */
  tokens: string[]
  /** The time of each answer by the request's place in `requests`; only of refusals. */
  latenciesMs: number[][]
}
