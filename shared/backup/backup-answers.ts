/** One backup (备份) in its folder. */
export interface BackupLine {
  /** Name of its folder. */
  name: string
  /** UTC ms. */
  at: number
  /** Who asked for it; null = the schedule or the command line. */
  by: string | null
  /** Position of the log that it holds. */
  position: number
  bytes: number
  /** Files of cases and reports that go with it. */
  files: number
  tookMs: number
}

/** `backup.list`: newest first; every one of them was opened and compared when it was made. */
export interface BackupListAnswer {
  backups: BackupLine[]
  /** Where they lie on the server. */
  folder: string
  /** UTC ms since when one is being made; null = none. */
  runningSince: number | null
  /** The last failure since the server started, in words; null = none. */
  failure: { at: number; what: string } | null
  /** When the next is due, UTC ms; null = no schedule. */
  nextAt: number | null
  /** As many are kept. */
  kept: number
  now: number
}
