import { afterEach, expect, it } from 'vitest'
import { ENVIRONMENT, readEnvironment } from '../../functions/environment.ts'

afterEach(() => {
  delete process.env[ENVIRONMENT.tableName]
})

it('reads the variables of a function', () => {
  process.env[ENVIRONMENT.tableName] = 'table'
  expect(readEnvironment('tableName')).toEqual({ tableName: 'table' })
})

it('names all variables that are missing or empty', () => {
  process.env[ENVIRONMENT.tableName] = ''
  expect(() => readEnvironment('tableName', 'prefix')).toThrow(/TABLE_NAME, PREFIX/)
})

it('gives no two variables one name', () => {
  const names = Object.values(ENVIRONMENT)
  expect(new Set(names).size).toBe(names.length)
})
