import { randomBytes } from 'node:crypto'
import * as oidc from 'openid-client'
import { DomainError } from '../../shared/errors.ts'
import { isPlain, type SignOnSettings } from './settings.ts'

/** A sign-in that has been begun must end within this time; so many may be under way. */
const flowMs = 600_000
const mostFlows = 10_000
/** The provider answers within this, or counts as not there. */
const answerSeconds = 10

interface Flow {
  state: string
  nonce: string
  verifier: string
  to: string
  until: number
}

/** Sign-in by the city's identity provider (统一认证). */
export interface SignOn {
  /** Where the browser is sent, and what it must bring back as its cookie. Raises `unauthorised`. */
  begin(to: string): Promise<{ url: string; flow: string }>
  /**
   * Who it is, by the configured claim, and where they wanted to go; `query` is what the provider sent
   * the browser back with. Raises `unauthorised` for whatever is not the answer to this browser's question.
   */
  finish(query: string, flow: string | undefined): Promise<{ subject: string; to: string }>
}

export function makeSignOn(settings: SignOnSettings, now: () => number): SignOn {
  const flows = new Map<string, Flow>()
  let found: Promise<oidc.Configuration> | null = null
  // Asked for when first needed, and again where it was not there: the wall does not wait for it.
  const provider = (): Promise<oidc.Configuration> => {
    found ??= discover(settings).catch((error: unknown) => {
      found = null
      throw error
    })
    return found
  }

  return {
    async begin(to) {
      const config = await provider()
      const flow = randomBytes(32).toString('base64url')
      const verifier = oidc.randomPKCECodeVerifier()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      flows.set(flow, { state, nonce, verifier, to, until: now() + flowMs })
      const oldest = flows.keys().next().value
      if (flows.size > mostFlows && oldest !== undefined) flows.delete(oldest)
      const url = oidc.buildAuthorizationUrl(config, {
        ...{ redirect_uri: settings.redirectUri, scope: 'openid profile', state, nonce },
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, flow }
    },

    async finish(query, id) {
      const flow = id === undefined ? undefined : flows.get(id)
      if (id === undefined || flow === undefined) throw refused('flow')
      flows.delete(id)
      if (flow.until <= now()) throw refused('late')
      const config = await provider()
      const tokens = await oidc
        .authorizationCodeGrant(config, new URL(query, settings.redirectUri), {
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          pkceCodeVerifier: flow.verifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw refused('provider', error)
        })
      const claims = tokens.claims()
      if (claims === undefined) throw refused('provider')
      const subject = named(claims, settings.claim) ?? (await asked(config, tokens, claims.sub))
      if (subject === null) throw refused('claim')
      return { subject, to: flow.to }
    },
  }

  /** The claim from the provider's userinfo, where the token does not carry it. */
  async function asked(
    config: oidc.Configuration,
    { access_token }: oidc.TokenEndpointResponse,
    sub: string,
  ): Promise<string | null> {
    if (config.serverMetadata().userinfo_endpoint === undefined) return null
    const told = await oidc.fetchUserInfo(config, access_token, sub).catch((error: unknown) => {
      throw refused('provider', error)
    })
    return named(told, settings.claim)
  }
}

/** What a claim says; an address that the provider has not verified says nothing. */
function named(claims: Record<string, unknown>, claim: string): string | null {
  const value = claims[claim]
  if (typeof value !== 'string' || value === '') return null
  return claim === 'email' && claims.email_verified !== true ? null : value
}

async function discover({ issuer, clientId, clientSecret }: SignOnSettings) {
  const loopback = issuer.startsWith('http:') && !isPlain(issuer)
  const execute = [
    oidc.enableNonRepudiationChecks,
    ...(loopback ? [oidc.allowInsecureRequests] : []),
  ]
  try {
    const timeout = answerSeconds
    return await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute,
      timeout,
    })
  } catch (cause) {
    throw refused('unreachable', cause)
  }
}

function refused(
  why: 'unreachable' | 'flow' | 'late' | 'provider' | 'claim',
  cause?: unknown,
): DomainError {
  const error = new DomainError({ code: 'unauthorised', params: { why: `sign-on-${why}` } })
  error.cause = cause
  return error
}
