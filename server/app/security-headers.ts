import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { contentPolicy } from './content-policy.ts'

/** What pages of ours may use of the machine: a wall fills the screen, stays lit and sounds. */
const permissions = [
  ...['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation'],
  ...['gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'],
]
  .map((feature) => `${feature}=()`)
  .concat(['autoplay=(self)', 'fullscreen=(self)', 'screen-wake-lock=(self)'])
  .join(', ')

/** A year, as browsers ask for (RFC 6797). */
const yearSeconds = 31_536_000

/**
 * Headers of every answer (安全响应头). `tls`: the city is reached by https, so a browser must never
 * come by http again.
 */
export async function securityHeaders(app: FastifyInstance, tls: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: tls ? { maxAge: yearSeconds, includeSubDomains: false } : false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissions)
  })
}
