/** What the server's methods take and give. Money is integer centimes; dates are ISO; `_utc` says UTC. */
export * from './field'
export * from './guest'
export * from './incubation'
export * from './money'
export * from './own'
export * from './session'
export * from './training'
