import { openDB } from 'idb'
import { describe, expect, it } from 'vitest'

import { databaseOf } from '@/offline/database'
import { allItems } from '@/offline/outbox'

const EVENT = { uuid: 'e-1', kind: 'mark', session: 'SES-1', beneficiary: 'BEN-1', status: 'Present', base_version: 0, device_time_utc: '2026-11-24T09:00:00Z', order: 1, tries: 2, lastError: 'no-answer', problem: null, message: null }
const DRAFT = { key: 'new-1', values: { title: 'Couture' }, modified: null, dirty: true, sent: null }
const VISIT = { uuid: 'v-1', project: 'PRJ-1', purpose: 'First', photos: [], problem: null }

/** The database as an app of that version left it on the phone. */
async function left(user: string, version: number): Promise<void> {
  const database = await openDB(`incubation/${user}`, version, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'uuid' }).createIndex('order', 'order')
      db.createObjectStore('sessions', { keyPath: 'name' })
      db.createObjectStore('drafts', { keyPath: 'key' })
      db.createObjectStore('photos')
      db.createObjectStore('answers')
      if (version >= 2) db.createObjectStore('visits', { keyPath: 'uuid' })
    },
  })
  await database.put('outbox', EVENT)
  await database.put('drafts', DRAFT)
  await database.put('photos', new Blob(['quote']), 'local:1')
  if (version >= 2) await database.put('visits', VISIT)
  database.close()
}

describe('a phone with an older app', () => {
  it.each([1, 2])('keeps from version %i everything that waits to be sent', async (version) => {
    const user = `upgrade-${version}@example.org`
    await left(user, version)
    const database = await databaseOf(user)
    expect(await allItems(database)).toEqual([EVENT])
    expect(await database.getAll('drafts')).toEqual([DRAFT])
    expect(await database.getAllKeys('photos')).toEqual(['local:1'])
    expect(await database.getAll('visits')).toEqual(version >= 2 ? [VISIT] : [])
  })

  it('finds every place that the present app writes to', async () => {
    await left('stores@example.org', 1)
    const upgraded = await databaseOf('stores@example.org')
    const fresh = await databaseOf('fresh@example.org')
    expect([...upgraded.objectStoreNames]).toEqual([...fresh.objectStoreNames])
    expect(upgraded.version).toBe(fresh.version)
  })
})
