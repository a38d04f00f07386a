import { z } from 'zod'
import {
  changePasswordInput,
  sessionInput,
  signInInput,
  totpConfirmInput,
} from '../../../shared/access/accounts.ts'
import { demoRoles } from '../../../shared/access/asker.ts'
import type { SignInAnswer } from '../../../shared/access/session-answers.ts'
import { DomainError } from '../../../shared/errors.ts'
import { id } from '../inputs.ts'
import type { DemoSession } from '../services.ts'
import { openProcedure, procedure, router } from '../trpc.ts'
import { browserIn, sessionOf, whoOf } from '../who.ts'

/** The demo's switcher, where there is one. Raises `not-found` outside demo mode. */
function demoOf(session: DemoSession | null | undefined): DemoSession {
  if (!session) throw new DomainError({ code: 'not-found', params: { what: 'session' } })
  return session
}

/** Who asks (当前身份), signing in and out, and one's own account. */
export const sessionRouter = router({
  who: openProcedure.query(({ ctx }) => sessionOf(ctx, ctx.asker)),
  signIn: openProcedure
    .input(signInInput)
    .mutation(async ({ ctx, input }): Promise<SignInAnswer> => {
      const { accounts } = ctx.services
      const browser = browserIn(ctx)
      const said = await accounts.signIn.withPassword(input, browser)
      if (said.needs !== null) return said
      browser.remember(said.token)
      return { needs: null, session: sessionOf(ctx, accounts.ofCookie(said.token)) }
    }),
  signOut: procedure.mutation(async ({ ctx }) => {
    await ctx.services.accounts.own.signOut(ctx.asker)
    browserIn(ctx).forget()
  }),
  mine: procedure.query(({ ctx }) => ctx.services.accounts.own.sessions(ctx.asker)),
  revoke: procedure
    .input(sessionInput)
    .mutation(({ ctx, input }) => ctx.services.accounts.own.revoke(ctx.asker, input.id)),
  changePassword: procedure.input(changePasswordInput).mutation(async ({ ctx, input }) => {
    const { accounts } = ctx.services
    const browser = browserIn(ctx)
    const { old, next } = input
    const token = await accounts.own.changePassword(ctx.asker, old, next, browser)
    browser.remember(token)
    return sessionOf(ctx, accounts.ofCookie(token))
  }),
  totpBegin: procedure.mutation(({ ctx }) => {
    const { accounts, view } = ctx.services
    return accounts.own.totpBegin(ctx.asker, view.epoch.pack.title)
  }),
  totpConfirm: procedure.input(totpConfirmInput).mutation(async ({ ctx, input }) => {
    const { accounts } = ctx.services
    const browser = browserIn(ctx)
    const token = await accounts.own.totpConfirm(ctx.asker, input.code, browser)
    browser.remember(token)
    return sessionOf(ctx, accounts.ofCookie(token))
  }),
  choose: openProcedure
    .input(z.strictObject({ role: z.enum(demoRoles), department: id.optional() }))
    .mutation(async ({ ctx, input: { role, department } }) => {
      const session = demoOf(ctx.session)
      const { pack } = ctx.services.view.epoch
      const needs = role === 'department-handler'
      if (needs && !pack.departments.some((d) => d.id === department)) {
        const what = '部门经办须选一个部门'
        throw new DomainError({ code: 'bad-request', params: { field: 'department', what } })
      }
      // A wall stays paired, whoever its browser is now.
      if (ctx.asker?.kind === 'person') await ctx.services.accounts.own.signOut(ctx.asker)
      browserIn(ctx).forget()
      return whoOf(ctx, session.choose({ role, department: needs ? (department ?? null) : null }))
    }),
})
