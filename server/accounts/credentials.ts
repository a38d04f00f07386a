import type { Asker } from '../../shared/access/asker.ts'
import { isAdministrator, sourceAsker } from '../../shared/access/asker.ts'
import type { SignInDuty } from '../../shared/access/session-answers.ts'
import type { AccountBook, AccountKept, DeviceKept, KeyKept, SessionKept } from './account-book.ts'
import { askerIdOf } from './changes/parts.ts'
import { seenEveryMs, sessionLimits } from './limits.ts'
import { hashOf } from './tokens.ts'

/** What must be done before an account's roles are its (待办): administrators need a second factor. */
export function dutyOf(kept: AccountKept): SignInDuty | null {
  if (kept.mustChange) return 'change-password'
  return isAdministrator(kept) && kept.totpSecret === null ? 'enrol-totp' : null
}

/** From credentials to whoever asks (凭据), and whether they still stand. */
export interface Credentials {
  /** Whose cookie it is: a person's session or a wall; null = nobody's, or it has ended. */
  ofCookie(token: string): Asker | null
  /** Whose bearer key it is; null = nobody's. */
  ofKey(key: string): Asker | null
  /** Whether what an asker came with still stands (仍有效): asked of live streams every two seconds. */
  stillValid(asker: Asker): boolean
  /** Says that a person's hand was on it, or that a wall or a key was heard. */
  seen(asker: Asker): void
  /** The session an asker came with, and its account; null for anyone else. */
  sessionOf(asker: Asker): { session: SessionKept; account: AccountKept } | null
  /** As many facts a minute as a key may report; null = as the server is set. */
  factsPerMinute(asker: Asker): number | null
}

/** Reads credentials as they are kept; `tell` writes when something was last seen. */
export function credentials(
  book: AccountBook,
  now: () => number,
  tell: (what: 'session' | 'device' | 'key', id: string) => void,
): Credentials {
  /** What was seen since it was last written: by the asker's `session`. */
  const lately = new Map<string, { seenAt: number; toldAt: number }>()

  const standing = (session: SessionKept | undefined) => {
    if (!session) return null
    const at = now()
    const seenAt = Math.max(session.seenAt, lately.get(session.id)?.seenAt ?? 0)
    const account = book.byId(session.account)
    const ended = at >= session.endsAt || at >= seenAt + sessionLimits.idleMs
    return ended || !account || account.disabledAt !== null ? null : { session, account }
  }
  const numbered = (asker: Asker, kind: string): number | null => {
    const { session } = asker
    return session?.startsWith(`${kind}-`) ? Number(session.slice(kind.length + 1)) : null
  }

  return {
    ofCookie(token) {
      const hash = hashOf(token)
      const found = standing(book.sessionByHash(hash))
      if (found) return personAsker(found.account, found.session)
      const device = book.deviceByHash(hash)
      return device ? deviceAsker(device) : null
    },
    ofKey(key) {
      const kept = book.keyByHash(hashOf(key))
      return kept ? keyAsker(kept) : null
    },
    stillValid(asker) {
      if (asker.session === null) return true
      const device = numbered(asker, 'device')
      if (device !== null) return book.deviceById(device) !== undefined
      const key = numbered(asker, 'key')
      if (key !== null) return book.keyById(key) !== undefined
      return standing(book.sessionById(asker.session)) !== null
    },
    seen(asker) {
      const { session } = asker
      if (session === null) return
      const kind = asker.kind === 'source' ? 'key' : asker.kind === 'device' ? 'device' : 'session'
      const at = now()
      const told = lately.get(session)?.toldAt ?? -Infinity
      const due = at - told >= seenEveryMs[kind]
      lately.set(session, { seenAt: at, toldAt: due ? at : told })
      if (!due) return
      tell(kind, kind === 'session' ? session : String(numbered(asker, kind)))
      for (const [one, { seenAt }] of lately) {
        if (at - seenAt > sessionLimits.absoluteMs) lately.delete(one)
      }
    },
    sessionOf: (asker) =>
      asker.kind === 'person' && asker.session !== null
        ? standing(book.sessionById(asker.session))
        : null,
    factsPerMinute(asker) {
      const key = numbered(asker, 'key')
      return key === null ? null : (book.keyById(key)?.factsPerMinute ?? null)
    },
  }
}

/** A person who signed in; without rights while something must be done first. */
function personAsker(kept: AccountKept, session: SessionKept): Asker {
  const ready = dutyOf(kept) === null
  return {
    ...{ kind: 'person', id: askerIdOf(kept.id), name: kept.displayName, session: session.id },
    roles: ready ? kept.roles : [],
    regions: ready ? kept.regions : [],
    departments: ready ? kept.departments : [],
    sources: [],
  }
}

const deviceAsker = ({ id, name, regions }: DeviceKept): Asker => ({
  ...{ kind: 'device', id: `device-${id}`, name, session: `device-${id}` },
  ...{ roles: ['wall'], regions, departments: [], sources: [] },
})

const keyAsker = ({ id, name, sources }: KeyKept): Asker => ({
  ...sourceAsker(`key-${id}`, sources, `key-${id}`),
  name,
})
