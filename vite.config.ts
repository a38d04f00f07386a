import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { clientRelease } from './client-release.ts'

const server = `http://127.0.0.1:${process.env.PORT || '8080'}`

export default defineConfig({
  base: '/',
  publicDir: 'client/public',
  plugins: [vue(), clientRelease()],
  build: {
    outDir: 'dist/client',
    emptyOutDir: false,
    sourcemap: false,
    // The content policy allows fonts from our own origin only, not data: addresses.
    assetsInlineLimit: 0,
    // The map engine alone is larger than vite's warning; the budget is checked in total.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // What the first page needs comes in one file: thirty small ones wait for each other.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/trpc', '/api', '/healthz', '/city'].map((at) => [at, server])),
  },
})
