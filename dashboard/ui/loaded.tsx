import type { ComponentChildren } from 'preact'
import { ErrorBox } from './error-box.tsx'
import { Skeleton } from './skeleton.tsx'
import type { Resource } from './use-resource.ts'

/** Shows a resource when it is there, its outline while it comes, or why it did not. */
export function Loaded<T>(props: {
  resource: Resource<T>
  /** Lines of the outline: about as many as there will be. */
  lines?: number
  children: (data: T) => ComponentChildren
}) {
  const { resource, lines, children } = props
  const { data, error, reload } = resource
  return (
    <>
      {error && <ErrorBox error={error} onRetry={() => void reload()} />}
      {data !== undefined && children(data)}
      {data === undefined && !error && <Skeleton lines={lines} />}
    </>
  )
}
