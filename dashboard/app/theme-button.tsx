import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { chooseTheme, currentTheme } from './theme.ts'

/** Changes between light and dark. */
export function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <Button
      kind="quiet"
      icon={other === 'dark' ? 'moon' : 'sun'}
      label={`Use the ${other} theme`}
      onClick={() => {
        chooseTheme(other)
        setTheme(other)
      }}
    />
  )
}
