export type Theme = 'light' | 'dark'

const KEY = 'hookmint-theme'

/** The theme that somebody chose here, else that of their system. */
export function currentTheme(): Theme {
  const chosen = localStorage.getItem(KEY)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Shows the chosen theme; without a choice the page follows the system. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(KEY)
  if (chosen !== null) document.documentElement.dataset.theme = chosen
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  applyTheme()
}
