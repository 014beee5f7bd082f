import { render } from 'preact'
import { App } from './app/app.tsx'
import { watchHistory } from './app/history-guard.ts'
import { applyTheme } from './app/theme.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('The page has no element "app"')
applyTheme()
watchHistory()
render(<App />, root)
