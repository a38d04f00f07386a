import { z } from 'zod'

/** How the city's identity provider is reached (统一认证配置). */
export interface SignOnSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** The claim that accounts are matched by (匹配字段). */
  claim: string
  /** Where the provider sends the browser back: must be registered there. */
  redirectUri: string
}

/** The part of the environment that says it; none of it = no single sign-on. */
export const signOnEnvironment = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_CLAIM: z.string().min(1).default('sub'),
}

/** Where the provider sends the browser back to. */
export const callbackPath = '/session/oidc/callback'

type Given = z.infer<z.ZodObject<typeof signOnEnvironment>>

/** Reads the settings; raises in words what is missing. Plain http is for a provider on this machine. */
export function signOnSettings(given: Given, publicUrl: string | null): SignOnSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new Error('OIDC_ISSUER、OIDC_CLIENT_ID、OIDC_CLIENT_SECRET 须一起设置。')
  if (publicUrl === null)
    throw new Error('启用统一认证须设置 PUBLIC_URL（浏览器访问本系统的地址）。')
  if (isPlain(issuer)) throw new Error('OIDC_ISSUER 须为 https；只有本机回环地址可用 http。')
  const redirectUri = `${publicUrl}${callbackPath}`
  return { issuer, clientId, clientSecret, claim: given.OIDC_CLAIM, redirectUri }
}

/** By http to somewhere else than this machine. */
export const isPlain = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
