export type { Fault } from '../api/faults.ts'
