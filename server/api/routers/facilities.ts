import { z } from 'zod'
import { id, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** What stands in the city (设施). */
export const facilityRouter = router({
  list: procedure.input(z.object({ region, theme: id })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return ctx.services.reference.facilities(input)
  }),
})
