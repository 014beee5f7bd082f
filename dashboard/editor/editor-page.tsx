import { Page } from '../ui/page.tsx'

/** A hook's editor. */
export function EditorPage({ id }: { id?: string }) {
  return <Page title={`Hook ${id}`}>…</Page>
}
