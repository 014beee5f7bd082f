import { type Inputs, useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Something that was asked for: it may be there, still come, or have failed. */
export interface Resource<T> {
  data: T | undefined
  error: Error | undefined
  isLoading: boolean
  /** Asks again; what is there stays until the answer comes. */
  reload: () => Promise<void>
  /** Puts in place what is known already, as the answer of a write. */
  set: (data: T) => void
}

/** Loads something when the page appears, and anew when one of the inputs changes. */
export function useResource<T>(load: () => Promise<T>, inputs: Inputs): Resource<T> {
  const [state, setState] = useState<{ data?: T; error?: Error }>({})
  const [isLoading, setIsLoading] = useState(true)
  const latest = useRef(0)

  const reload = useCallback(async () => {
    const turn = ++latest.current
    setIsLoading(true)
    const next = await load().then(
      (data) => ({ data }),
      (error: Error) => ({ error }),
    )
    // An answer that was overtaken by another is of no use.
    if (turn !== latest.current) return
    setState((before) => ({ ...before, error: undefined, ...next }) as typeof before)
    setIsLoading(false)
  }, inputs)

  useEffect(() => {
    setState({})
    void reload()
    return () => {
      latest.current++
    }
  }, [reload])

  const set = useCallback((data: T) => {
    latest.current++
    setState({ data })
    setIsLoading(false)
  }, [])

  return { data: state.data, error: state.error, isLoading, reload, set }
}
