import { expect, it } from 'vitest'
import { createQueue } from '../../../local/hooks/create-queue.ts'

it('runs so many tasks at a time, in their order, also when some fail', async () => {
  const enqueue = createQueue(2)
  const started: number[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const tasks = gates.map((gate, i) =>
    enqueue(() => {
      started.push(i)
      return gate.promise
    }),
  )
  const outcomes = Promise.allSettled(tasks)
  await tick()
  expect(started).toEqual([0, 1])
  gates[1]?.reject(new Error('failed'))
  await tick()
  expect(started).toEqual([0, 1, 2])
  for (const gate of gates) gate.resolve()
  expect((await outcomes).map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    true,
    true,
  ])
  expect(started).toEqual([0, 1, 2, 3, 4])
  await expect(enqueue(async () => 'idle again')).resolves.toBe('idle again')
})

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
