// Read by zod before its first schema: it must not try whether the page may make code from words, since
// the content policy counts the trying as a breach.
globalThis.__zod_globalConfig = { jitless: true }
