import { parentPort, workerData } from 'node:worker_threads'
import { workbookGrids } from './xlsx-grid.ts'

// A workbook is read on a thread of its own: neither its size nor its faults reach the server's.
parentPort?.postMessage(workbookGrids(workerData as Uint8Array))
