/** Where Node on Lambda finds its libraries and its time zone. Nothing that tells or allows anything. */
const HARMLESS = ['PATH', 'LD_LIBRARY_PATH', 'LANG', 'TZ']

/** As much of this process's environment as a child process may have. */
export function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    HARMLESS.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
