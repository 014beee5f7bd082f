import { quantile } from '../measure/statistics.ts'
import { type Answer, openConnection } from './connection.ts'
import type { LoadJob, LoadResult, RequestShape } from './job.ts'

const TOKEN_EVERY = 97
const MAX_TOKENS = 25

/** Does one job. Throws when an answer is not as expected. */
export async function sendLoad(job: LoadJob): Promise<LoadResult> {
  const requests = job.requests.map((request) => encodeRequest(request, job.port))
  const latenciesMs: number[][] = requests.map(() => [])
  const tokens: string[] = []
  const opening = Array.from({ length: job.concurrency }, () =>
    openConnection(job.port, job.localAddress),
  )
  const connections = await Promise.all(opening)
  const startedAt = performance.now()
  const isOver = endOf(job, startedAt)
  const turns = drawTurns(requests.length)
  let sent = 0
  let answers = 0

  async function keepSending({ send }: (typeof connections)[number]): Promise<void> {
    while (!isOver(sent)) {
      const place = turns.next().value
      const request = requests[place]
      if (request === undefined) throw new Error('A job without requests')
      sent += 1
      const sentAt = performance.now()
      const answer = await send(request)
      latenciesMs[place]?.push(performance.now() - sentAt)
      const token = checkAnswer(answer, job.expect)
      answers += 1
      if (token !== undefined && answers % TOKEN_EVERY === 1) tokens.push(token)
    }
  }

  try {
    await Promise.all(connections.map(keepSending))
  } finally {
    for (const { close } of connections) close()
  }
  const elapsedMs = performance.now() - startedAt
  const sorted = Float64Array.from(latenciesMs.flat()).sort()
  return {
    answers,
    elapsedMs,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    tokens: tokens.slice(-MAX_TOKENS),
    latenciesMs: job.expect === 'refusal' ? latenciesMs : [],
  }
}

/** Places from 0 on, in rounds: every place once a round, in a random order. */
function* drawTurns(places: number): Generator<number, never> {
  const order = Array.from({ length: places }, (_, place) => place)
  for (;;) {
    for (let at = places - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1))
      const [a = 0, b = 0] = [order[at], order[other]]
      order[at] = b
      order[other] = a
    }
    yield* order
  }
}

function endOf({ until }: LoadJob, startedAt: number): (sent: number) => boolean {
  if ('answers' in until) return (sent) => sent >= until.answers
  const endsAt = startedAt + until.seconds * 1000
  return () => performance.now() >= endsAt
}

function encodeRequest({ path, contentType, body }: RequestShape, port: number): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `content-type: ${contentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** The access token of a success; undefined for an expected refusal. */
function checkAnswer({ status, body }: Answer, expect: LoadJob['expect']): string | undefined {
  const value: Record<string, unknown> = JSON.parse(body)
  const token = value.access_token
  if (expect === 'refusal' && status === 401 && token === undefined) return undefined
  if (expect === 'token' && status === 200 && typeof token === 'string') return token
  throw new Error(`A ${expect} was expected. What came: ${status} ${body.slice(0, 500)}`)
}
