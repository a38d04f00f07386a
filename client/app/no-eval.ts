import { z } from 'zod'

// Before any schema: zod must not try whether the page may make code from words, since the content policy
// counts the trying as a breach.
z.config({ jitless: true })
