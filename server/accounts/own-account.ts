import type { Asker } from '../../shared/access/asker.ts'
import { passwordFaults, passwordWords } from '../../shared/access/passwords.ts'
import type { OwnSession, TotpOffer } from '../../shared/access/session-answers.ts'
import { minuteMs } from '../../shared/time/civil.ts'
import type { AccountKept } from './account-book.ts'
import { askerIdOf, refused } from './changes/parts.ts'
import { newSession, type AccountPorts, type Caller } from './ports.ts'
import type { SignIn } from './sign-in.ts'
import { newTotpSecret, totpStep, totpUri } from './totp.ts'

/** What a person does with their own account (本人账号); raises `not-found` for who has none. */
export interface OwnAccount {
  sessions(asker: Asker): OwnSession[]
  revoke(asker: Asker, session: string): Promise<void>
  signOut(asker: Asker): Promise<void>
  /** Sets another password; the new cookie. Raises `bad-request` with what is wrong with it. */
  changePassword(asker: Asker, old: string, next: string, caller: Caller): Promise<string>
  /** A secret for an authenticator app, good for ten minutes. Raises `conflict` where there is one. */
  totpBegin(asker: Asker, issuer: string): TotpOffer
  /** Takes the offered secret once a code proves it; the new cookie. Raises `unauthorised`. */
  totpConfirm(asker: Asker, code: string, caller: Caller): Promise<string>
}

const offerMs = 10 * minuteMs

/** Raises `bad-request` for a password that is too weak (弱口令), in words. */
export function checkPassword(password: string, name: string): void {
  const faults = passwordFaults(password, name)
  if (faults.length === 0) return
  const what = faults.map((fault) => passwordWords[fault]).join('；')
  throw refused('bad-request', { field: 'password', what })
}

export function makeOwnAccount(ports: AccountPorts, signIn: SignIn): OwnAccount {
  const { book, now, passwords, credentials, seal, change } = ports
  const offers = new Map<number, { secret: string; until: number }>()

  function own(asker: Asker): { id: number; account: AccountKept; session: string } {
    const found = credentials.sessionOf(asker)
    if (!found) throw refused('not-found', { what: 'account' })
    return { id: found.account.id, account: found.account, session: found.session.id }
  }

  return {
    sessions(asker) {
      const { id, session } = own(asker)
      return book
        .sessions(now())
        .filter(({ account }) => account === id)
        .map(({ id: of, startedAt, seenAt, endsAt, address, agent }) => ({
          ...{ id: of, startedAt, seenAt, endsAt, address, agent, current: of === session },
        }))
    },
    async revoke(asker, session) {
      await change(audited(asker), { verb: 'revoke-session', id: own(asker).id, session })
    },
    async signOut(asker) {
      if (asker.session === null) return
      await change(audited(asker), { verb: 'sign-out', session: asker.session })
    },
    async changePassword(asker, old, next, caller) {
      const { id, account } = own(asker)
      if (account.passwordHash === null) throw refused('conflict', { what: 'single-sign-on' })
      await signIn.again(account, old, caller)
      checkPassword(next, account.name)
      if (next === old) {
        throw refused('bad-request', { field: 'password', what: '新密码须与原密码不同' })
      }
      const passwordHash = await passwords.hash(next)
      const { token, session } = newSession(caller)
      await change(audited(asker), { verb: 'change-password', id, passwordHash, session })
      return token
    },
    totpBegin(asker, issuer) {
      const { id, account } = own(asker)
      if (account.totpSecret !== null) throw refused('conflict', { what: 'totp' })
      const secret = newTotpSecret()
      offers.set(id, { secret, until: now() + offerMs })
      return { secret, uri: totpUri(secret, account.name, issuer) }
    },
    async totpConfirm(asker, code, caller) {
      const { id } = own(asker)
      const offer = offers.get(id)
      if (!offer || offer.until <= now()) throw refused('not-found', { what: 'totp-offer' })
      const step = totpStep(offer.secret, code, now())
      if (step === null) throw refused('unauthorised', { why: 'code' })
      const { token, session } = newSession(caller)
      const secret = seal.close(offer.secret, askerIdOf(id))
      await change(audited(asker), { verb: 'confirm-totp', id, secret, step, session })
      offers.delete(id)
      return token
    },
  }
}

/** An asker as the audit names it. */
export const audited = ({ id, name, roles, from }: Asker) => ({ id, name, roles, from })
