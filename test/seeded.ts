import fc from 'fast-check'

// One seed for every property, so that a red run can be repeated; `SEED=<any number>` draws others.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20261123) })
