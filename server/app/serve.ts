import { cannotStart, run } from './run.ts'

// A city's own data: no simulator.
run(false).catch(cannotStart)
