/** Outlines on a 24 by 24 grid. */
const PATHS = {
  api: 'M8 7 3 12l5 5M16 7l5 5-5 5M13.5 5l-3 14',
  application: 'M4 5h16v14H4zM4 9h16M7 7h.01M10 7h.01',
  back: 'M19 12H5M11 6l-6 6 6 6',
  brand: 'M15 4.5v8.2a4.5 4.5 0 1 1-9 0v-2.2L3.5 13M15 4.5a1.6 1.6 0 1 0 0-.01',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm6 9 6 6 6-6',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10.3 3h3.4l.5 2.6 1.7 1 2.5-.9 1.7 3-2 1.7v2l2 1.7-1.7 3-2.5-.9-1.7 1-.5 2.6h-3.4l-.5-2.6-1.7-1-2.5.9-1.7-3 2-1.7v-2l-2-1.7 1.7-3 2.5.9 1.7-1z',
  hook: 'M15 5v8a5 5 0 0 1-10 0v-2l-2 2M15 5a1.5 1.5 0 1 0 0-.01M15 9h6',
  key: 'M15 9a5 5 0 1 0-4.6 5L12 15.5h2V18h2.5v2.5H20V17l-5.3-5.3A5 5 0 0 0 15 9M9 8h.01',
  log: 'M5 6h14M5 10h14M5 14h9M5 18h6',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5',
  overview: 'M4 19V9M10 19V5M16 19v-7M4 19h17',
  package: 'm12 3 8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  pause: 'M9 6v12M15 6v12',
  pencil: 'M4 20h4L19.5 8.5a2.1 2.1 0 0 0-4-4L4 16zM13.5 6.5l4 4',
  play: 'M7 5v14l12-7z',
  plus: 'M12 5v14M5 12h14',
  reload: 'M20 11a8 8 0 1 0-.6 4M20 5v6h-6',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4.5 4.5',
  'sign-out': 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  versions: 'M12 8v4l2.5 2M4 12a8 8 0 1 1 2.5 5.8M4 20v-4h4',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
} as const

export type IconName = keyof typeof PATHS

/** A picture that only repeats what words beside it, or its button's label, say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
