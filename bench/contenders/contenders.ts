import { DEMO } from '../servers/demo.ts'
import type { Contender, ContenderName } from './contender.ts'
import { startHookmint } from './hookmint.ts'
import { startPeer } from './peer.ts'

/** All that are measured; the first is what the others are compared with. */
export const CONTENDERS: Contender[] = [
  {
    name: 'limit',
    title: 'limit: one RSA-2048 signature',
    start: (place) => startPeer(place, 'limit.ts'),
  },
  {
    name: 'limit-callback',
    title: 'limit, signing on libuv threads',
    start: (place) => startPeer(place, 'limit.ts', ['callback']),
  },
  {
    name: 'hookmint',
    title: 'Hookmint, no hook',
    start: (place) => startHookmint(place, { withHook: false }),
  },
  {
    name: 'hookmint-hook',
    title: 'Hookmint, hook in its process',
    hookClaims: DEMO.claims,
    start: (place) => startHookmint(place, { withHook: true }),
  },
  {
    name: 'jmondi',
    title: '@jmondi/oauth2-server, in process',
    hookClaims: DEMO.claims,
    start: (place) => startPeer(place, 'jmondi.ts'),
  },
  {
    name: 'oidc-provider',
    title: 'oidc-provider, in process',
    hookClaims: DEMO.claims,
    start: (place) => startPeer(place, 'oidc-provider.ts'),
  },
]

/** The contenders of some names, in the order above. */
export function contendersNamed(...names: ContenderName[]): Contender[] {
  return CONTENDERS.filter(({ name }) => names.includes(name))
}
