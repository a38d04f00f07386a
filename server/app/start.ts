import { cannotStart, run } from './run.ts'

// Demo mode (演示): the simulator is on, and a request without a session is the demo leader.
run(true).catch(cannotStart)
