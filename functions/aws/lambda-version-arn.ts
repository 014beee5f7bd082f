/** Of one version of a function: never `$LATEST`, nor an alias. */
const VERSION_ARN = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]{1,64}:([1-9]\d{0,9})$/

/** The number of the version that an ARN names; undefined when it names none. */
export function versionNumberOf(versionArn: string): string | undefined {
  return VERSION_ARN.exec(versionArn)?.[1]
}
