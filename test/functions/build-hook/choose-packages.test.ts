import { describe, expect, it } from 'vitest'
import { choosePackages } from '../../../functions/build-hook/choose-packages.ts'
import { packageWarnings } from '../../../functions/build-hook/package-warnings.ts'
import { parsePackageRequest } from '../../../functions/build-hook/parse-package-request.ts'

function requested(...requests: string[]) {
  return requests.flatMap((text) => parsePackageRequest(text) ?? [])
}

describe('the version', () => {
  it.each([
    ['that is declared', 'lodash', { lodash: '~4.17.0' }, '~4.17.0', 'declared'],
    [
      'that the script names, though another one is declared',
      'lodash@4.17.1',
      { lodash: '4.17.21' },
      '4.17.1',
      'script',
    ],
    ['that the script names', 'lodash@4.17.1', {}, '4.17.1', 'script'],
    ['that the original had', 'request', {}, '^2.88.2', 'preinstalled'],
    ['that is the latest', 'left-pad', {}, 'latest', 'latest'],
    [
      'of a package that is named like what every object has',
      'constructor',
      {},
      'latest',
      'latest',
    ],
  ])('is the one %s', (_, request, dependencies, wanted, source) => {
    expect(choosePackages(requested(request), dependencies)).toMatchObject([{ wanted, source }])
  })
})

it('asks once for a package and gathers its modules, in a fixed order', () => {
  const chosen = choosePackages(requested('b/x', 'a@1.0.0', 'b', 'b/x', 'a'), {})
  expect(chosen.map(({ folder, modules }) => [folder, modules.map(({ path }) => path)])).toEqual([
    ['a', ['.']],
    ['a@1.0.0', ['.']],
    ['b', ['./x', '.']],
  ])
})

it('takes every declared package of a script that could not be read', () => {
  const dependencies = { a: '1.0.0', b: '2.0.0' }
  const chosen = choosePackages(undefined, dependencies)
  expect(chosen.map(({ folder }) => folder)).toEqual(['a', 'b'])
  const taken = chosen.map(({ name, wanted, source }) => ({
    name,
    wanted,
    source,
    version: wanted,
  }))
  expect(packageWarnings(undefined, dependencies, taken)).toEqual([
    expect.stringContaining('could not be searched'),
  ])
})

it('refuses more than 40 packages', () => {
  const names = Array.from({ length: 41 }, (_, i) => `package-${i}`)
  expect(() => choosePackages(requested(...names), {})).toThrow(/requires 41 packages; at most 40/)
})

describe('warnings', () => {
  it('name what to declare, what counts and what is not required', () => {
    const dependencies = { declared: '2.0.0', idle: '1.0.0' }
    const required = requested('free', 'declared@1.0.0', 'exact@1.0.0', 'loose@1.x')
    const packages = choosePackages(required, dependencies).map(({ name, wanted, source }) => {
      return { name, wanted, source, version: /^\d+\.\d+\.\d+$/.test(wanted) ? wanted : '1.5.0' }
    })
    expect(packageWarnings(required, dependencies, packages)).toEqual([
      'The script requires "declared@1.0.0": there the declared version, "2.0.0", does not count.',
      'The script requires "free" without declaring it; version 1.5.0 was taken. Declare it: "free": "1.5.0"',
      'The script requires "loose@1.x"; version 1.5.0 was taken. Name it to keep it: require(\'loose@1.5.0\')',
      '"idle" is declared, but the script does not require it: it was not fetched.',
    ])
  })
})
