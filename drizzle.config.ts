import { defineConfig } from 'drizzle-kit'

/** `npx drizzle-kit generate --name <what>` after a change of server/db/tables.ts. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/db/tables.ts',
  out: './server/db/migrations',
})
