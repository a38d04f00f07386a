/**
 * How people and machines report (来源的脾气): a table of our own defaults. `hours` weighs the 24 hours
 * of a day, `restDay` is the volume of a rest day against a working day, `prior` the share where the
 * pack's measures say nothing, `leaning` how far a category (or theme) is from its usual share.
 */
export interface Channel {
  prefix: string
  hours: string
  restDay: number
  prior: number
  /** Seconds until its system passes a fact on, at most. */
  lagSeconds: number
  /** Passes facts on in batches of so many minutes; 0 = at once. */
  batchMinutes: number
  /** Dealt with on the spot or answered directly, without being dispatched. */
  selfHandled: number
  /** Weight among the channels over which the same complaint comes again. */
  repeats: number
  /** Weight among the channels that learn of serious incidents first. */
  urgent: number
  satisfied: number
  reopened: number
  handedTo: Readonly<Record<string, number>>
  leaning: Readonly<Record<string, number>>
  otherwise: number
}

const ordinary: Channel = {
  prefix: '',
  hours: '111111378989778998754321',
  restDay: 0.7,
  prior: 5,
  lagSeconds: 45,
  batchMinutes: 0,
  selfHandled: 0.05,
  repeats: 0,
  urgent: 1,
  satisfied: 0.93,
  reopened: 0.002,
  handedTo: {},
  leaning: {},
  otherwise: 1,
}

const table: Readonly<Record<string, Partial<Channel>>> = {
  hotline: {
    prefix: 'RX',
    hours: '111111259998778997765432',
    restDay: 0.72,
    prior: 30,
    selfHandled: 0.07,
    repeats: 80,
    urgent: 3,
    satisfied: 0.92,
    reopened: 0.038,
    handedTo: { 'police-110': 0.01 },
    leaning: {
      '01': 0.5,
      '02': 0.2,
      '04': 0.6,
      '05': 0.5,
      '07': 0.5,
      '09': 1.6,
      '10': 3,
      '11': 1.8,
    },
  },
  enterprise: {
    prefix: 'QY',
    hours: '000000014998479985310000',
    restDay: 0.2,
    prior: 1,
    repeats: 3,
    urgent: 0,
    satisfied: 0.95,
    reopened: 0.02,
    leaning: { business: 40, '12': 4, '09': 1 },
    otherwise: 0.15,
  },
  grid: {
    prefix: 'WG',
    hours: '000000138987578985320000',
    restDay: 0.55,
    prior: 42,
    selfHandled: 0.61,
    repeats: 4,
    satisfied: 0.94,
    leaning: { '07': 2.2, '08': 1.2, '09': 1.6, '10': 0.5, '11': 0.6, '12': 1.3, '06': 0.7 },
  },
  'city-management': {
    prefix: 'CG',
    hours: '000000379999678987421100',
    restDay: 0.85,
    prior: 60,
    batchMinutes: 10,
    selfHandled: 0.12,
    leaning: { '01': 2.5, '02': 2.5, '03': 1.6, '04': 2.2, '05': 2.5, '06': 0.4, '07': 0.2 },
    otherwise: 0.02,
  },
  'police-110': {
    prefix: 'JF',
    hours: '753222234555555566788899',
    restDay: 1.12,
    prior: 3,
    selfHandled: 0.1,
    urgent: 4,
    handedTo: { hotline: 0.35 },
    leaning: { '04': 1, '06': 0.5, '08': 6, '09': 3 },
    otherwise: 0.1,
  },
  iot: {
    prefix: 'WL',
    hours: '555555566677777777666655',
    restDay: 1,
    prior: 12,
    lagSeconds: 20,
    selfHandled: 0.18,
    urgent: 5,
    leaning: { '05': 2, '06': 4, '07': 3, '11': 0.5 },
    otherwise: 0.01,
  },
  app: {
    prefix: 'SP',
    hours: '210001356666666667888754',
    restDay: 1.1,
    prior: 10,
    lagSeconds: 55,
    selfHandled: 0.03,
    repeats: 12,
    satisfied: 0.91,
    reopened: 0.012,
    leaning: { '01': 2, '03': 1.5, '04': 2.5, '05': 2, '08': 0.5 },
    otherwise: 0.3,
  },
  department: {
    prefix: 'BM',
    hours: '000000003998379973100000',
    restDay: 0.1,
    prior: 8,
    lagSeconds: 1200,
    selfHandled: 0,
    urgent: 2,
  },
  media: {
    prefix: 'MT',
    hours: '000000125777566665443210',
    restDay: 0.6,
    prior: 4,
    lagSeconds: 1200,
    selfHandled: 0,
    satisfied: 0.9,
    leaning: { '01': 1.5, '04': 1.2, '05': 1.2, '11': 2 },
  },
  patrol: {
    prefix: 'XC',
    hours: '000000279986578986310000',
    restDay: 0.6,
    prior: 6,
    lagSeconds: 1200,
    selfHandled: 0.3,
    leaning: { '01': 1, '03': 2, '05': 2, '06': 2, '07': 2 },
    otherwise: 0.2,
  },
}

/** The habits of a source; one that the table does not know behaves like an ordinary office. */
export function channelOf(source: string): Channel {
  const known = channels.get(source)
  if (known) return known
  const letters = source.replace(/[^a-z0-9]/gi, '')
  const prefix = letters.slice(0, 6).toUpperCase() || 'X'
  const made = { ...ordinary, prefix, ...table[source] }
  channels.set(source, made)
  return made
}
const channels = new Map<string, Channel>()
