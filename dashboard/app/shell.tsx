import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso/router'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { NAVIGATION, type NavigationEntry } from './navigation.ts'
import { ThemeButton } from './theme-button.tsx'

/** What stands around every page: navigation, who is signed in, sign-out. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { can, clientName, signOut } = useSession()
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        Skip to the content
      </a>
      <header class="shell-side">
        <a class="brand" href="/dashboard">
          <Icon name="brand" /> Hookmint
        </a>
        <nav aria-label="Pages">
          <ul class="nav">
            {NAVIGATION.filter(({ scope }) => can(scope)).map((entry) => (
              <li key={entry.path}>
                <NavigationLink {...entry} />
              </li>
            ))}
          </ul>
        </nav>
        <div class="shell-who">
          <span class="shell-name" title={`Signed in as the application ${clientName}`}>
            {clientName}
          </span>
          <ThemeButton />
          <Button kind="quiet" icon="sign-out" label="Sign out" onClick={signOut} />
        </div>
      </header>
      <main id="main" class="shell-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function NavigationLink({ title, path, icon }: NavigationEntry) {
  const { path: current } = useLocation()
  const isCurrent = path === '/dashboard' ? current === path : current.startsWith(path)
  return (
    <a class="nav-link" href={path} aria-current={isCurrent ? 'page' : undefined}>
      <Icon name={icon} /> {title}
    </a>
  )
}
