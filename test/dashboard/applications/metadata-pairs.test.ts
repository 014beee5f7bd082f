import { expect, it } from 'vitest'
import { metadataChange, problemOf } from '../../../dashboard/applications/metadata-pairs.ts'

it('deletes the keys that are gone, and keeps and sets the others', () => {
  const pairs = [
    { name: 'kept', value: 'new' },
    { name: ' added ', value: '' },
  ]
  expect(metadataChange({ kept: 'old', gone: 'x' }, pairs)).toEqual({
    kept: 'new',
    gone: null,
    added: '',
  })
})

it('wants a key on each line, and each key once', () => {
  expect(problemOf([{ name: ' ', value: 'x' }])).toBe('Each line needs a key.')
  const twice = [
    { name: 'a', value: '1' },
    { name: 'a ', value: '2' },
  ]
  expect(problemOf(twice)).toBe('The key a is there twice.')
  expect(problemOf([{ name: 'a', value: '' }])).toBeUndefined()
})
