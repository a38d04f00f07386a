import type { FastifyInstance } from 'fastify'
import { permissionOf } from '../../shared/access/permissions.ts'
import { callerOf, endpointOf } from './http-faults.ts'
import type { Services } from './services.ts'

/**
 * Holds every endpoint to the table of permissions (接口权限), before its body is read: to be added before
 * the routes. What has no row is nobody's. Procedures are held to it by tRPC, each by its own row.
 */
export function permissionHook(app: FastifyInstance, services: Services): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404 || permissionOf(endpointOf(request))?.who === 'anyone') return
    callerOf(request, services)
  })
}
