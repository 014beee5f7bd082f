import { expect, it } from 'vitest'
import { checkWanted } from '../../../functions/build-hook/check-wanted.ts'
import { HookBuildError } from '../../../functions/core/errors.ts'

function check(name: string, wanted: string): void {
  checkWanted({ folder: name, name, wanted, source: 'declared', modules: [] })
}

it.each(['1.2.3', '^1.2.3', '1.x', '>=1 <3 || 5', '*', '', 'latest', 'next'])(
  'takes %j',
  (wanted) => {
    expect(() => check('@scope/a', wanted)).not.toThrow()
  },
)

it.each([
  ['git', 'git+https://git.example/a.git'],
  ['a host of repositories', 'owner/repository'],
  ['a host by name', 'github:owner/repository#main'],
  ['an address', 'https://a.example/a.tgz'],
  ['a file', 'file:../a.tgz'],
  ['a file by its ending', './a.tgz'],
  ['a folder', '/etc'],
  ['another name', 'npm:other@1.0.0'],
  ['a workspace', 'workspace:*'],
  ['nonsense', '@@ @@'],
])('refuses a package from %s, by name', (_, wanted) => {
  expect(() => check('strange', wanted)).toThrow(HookBuildError)
  expect(() => check('strange', wanted)).toThrow(/"strange" is wanted as .* write a version/)
})

it.each(['', '.hidden', 'a b', '../a', 'node_modules'])('refuses the name %j', (name) => {
  expect(() => check(name, '1.0.0')).toThrow(HookBuildError)
})
