import { z } from 'zod'
import { demoRoles, roleName, type Asker } from '../../../shared/access/asker.ts'
import type { WhoAnswer } from '../../../shared/access/session-answers.ts'
import type { CityPack } from '../../../shared/city/pack.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { DemoSession } from '../services.ts'
import { id } from '../inputs.ts'
import { procedure, router } from '../trpc.ts'

/** The demo's switcher, where there is one. Raises `not-found` outside demo mode. */
function demoOf(session: DemoSession | null | undefined): DemoSession {
  if (!session) throw new DomainError({ code: 'not-found', params: { what: 'session' } })
  return session
}

/** Who asks (当前身份), and in demo mode who one may be: there is nothing of it outside. */
export const sessionRouter = router({
  who: procedure.query(({ ctx }) => {
    demoOf(ctx.session)
    return whoOf(ctx.asker, ctx.services.view.epoch.pack)
  }),
  choose: procedure
    .input(z.strictObject({ role: z.enum(demoRoles), department: id.optional() }))
    .mutation(({ ctx, input: { role, department } }) => {
      const session = demoOf(ctx.session)
      const { pack } = ctx.services.view.epoch
      const needs = role === 'department-handler'
      if (needs && !pack.departments.some((d) => d.id === department)) {
        const what = '部门经办须选一个部门'
        throw new DomainError({ code: 'bad-request', params: { field: 'department', what } })
      }
      return whoOf(session.choose({ role, department: needs ? (department ?? null) : null }), pack)
    }),
})

function whoOf(asker: Asker, pack: CityPack): WhoAnswer {
  const named = pack.departments.map(({ id: of, name }) => ({ id: of, name }))
  return {
    id: asker.id,
    name: asker.name,
    roles: asker.roles,
    roleName: asker.roles.map((role) => roleName[role]).join('、'),
    departments: named.filter((d) => asker.departments.includes(d.id)),
    regions: asker.regions,
    choices: demoRoles.map((role) => ({
      role,
      name: roleName[role],
      departments: role === 'department-handler' ? named : null,
    })),
  }
}
