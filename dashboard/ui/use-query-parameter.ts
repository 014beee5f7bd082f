import { useLocation } from 'preact-iso/router'

/** A parameter of the address, so that a link leads to the same view: its value, and how to change it. */
export function useQueryParameter(
  name: string,
  fallback: string,
): [value: string, change: (value: string) => void] {
  const { query, path, route } = useLocation()
  const value = query[name] ?? fallback
  function change(next: string): void {
    const parameters = new URLSearchParams({ ...query, [name]: next })
    if (next === fallback) parameters.delete(name)
    const search = String(parameters)
    route(search === '' ? path : `${path}?${search}`, true)
  }
  return [value, change]
}
