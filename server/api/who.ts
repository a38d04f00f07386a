import { demoRoles, roleName, type Asker } from '../../shared/access/asker.ts'
import type { SessionAnswer, WhoAnswer } from '../../shared/access/session-answers.ts'
import type { Browser } from './credentials.ts'
import type { RequestContext } from './services.ts'

/** The browser that asks. Raises an Error where there is none: such a procedure has nowhere to put a cookie. */
export function browserIn({ browser }: RequestContext): Browser {
  if (browser === undefined) throw new Error('no browser asks')
  return browser
}

/** What `session.who` says of an asker, or of nobody (会话答复). */
export const sessionOf = (ctx: RequestContext, asker: Asker | null): SessionAnswer => {
  const demo = (ctx.session ?? null) !== null
  return {
    asker: asker === null || asker.kind === 'source' ? null : whoOf(ctx, asker),
    demo,
    setup: !demo && !ctx.services.accounts.any(),
    signOn: ctx.services.signOn ?? false,
  }
}

/** An asker in words (身份), with whom the demo lets it be. */
export function whoOf({ services, session }: RequestContext, asker: Asker): WhoAnswer {
  const { pack } = services.view.epoch
  const named = pack.departments.map(({ id, name }) => ({ id, name }))
  return {
    ...{ id: asker.id, kind: asker.kind, name: asker.name, roles: asker.roles },
    roleName: asker.roles.map((role) => roleName[role]).join('、'),
    departments: named.filter((d) => asker.departments.includes(d.id)),
    regions: asker.regions,
    choices: (session ? demoRoles : []).map((role) => ({
      role,
      name: roleName[role],
      departments: role === 'department-handler' ? named : null,
    })),
    account: services.accounts.accountOf(asker),
  }
}
