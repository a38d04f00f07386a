import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// A zone no city pack uses, with a half-hour offset: code that leans on the machine's zone fails here.
process.env.TZ = 'America/St_Johns'

const ignored = ['**/node_modules/**', '**/dist/**', '**/data/**']

// More than five seconds each: `npm test` runs them, `npm run test:quick` does not.
const slow = [
  'server/commands/case-order.model.test.ts',
  'server/queries/indicator-explain.test.ts',
  'server/queries/plain-reader.test.ts',
  'server/queries/suppression-attack.test.ts',
  'test/abuse/injection.test.ts',
]

// What says within how long something is seen, or what a wall's stream shows: one browser at a time.
const alone = ['faults', 'remote', 'soak', 'wall-faces', 'whole-way']
const timed = alone.map((name) => `e2e/${name}.test.ts`)

export default defineConfig({
  plugins: [vue()],
  test: {
    setupFiles: ['test/seeded.ts'],
    // As many as the least machine has cores; left alone it would be one fewer.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,server,seed,client,test}/**/*.test.ts'],
          exclude: [...ignored, ...slow, '**/*.{dom,system,long}.test.ts'],
          // Files share their imports: reading the same modules for each cost more than the tests.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // Where components are mounted: a project of their own, since a worker that changes its
          // environment begins anew and reads everything again.
          name: 'dom',
          include: ['client/**/*.dom.test.ts'],
          environment: 'happy-dom',
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: slow,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['{server,seed,test}/**/*.system.test.ts'],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          exclude: [...ignored, ...timed, '**/*.long.test.ts'],
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['e2e/served-city.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timed,
          isolate: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: ['e2e/served-city.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['**/*.long.test.ts'],
          exclude: ignored,
          testTimeout: 7_200_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          globalSetup: ['e2e/built-client.ts'],
        },
      },
    ],
  },
})
