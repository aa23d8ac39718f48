import { beforeEach, describe, expect, it } from 'vitest'

import { databaseOf, type Database } from '@/offline/database'
import { keptVisits, putVisit, sendVisits, SILENT, type KeptVisit } from '@/offline/visits'
import type { Visit } from '@/server/contract'
import { NoAnswer, Refused } from '@/server/errors'

function visit(uuid: string): KeptVisit {
  return {
    uuid,
    project: 'PRJ-1',
    visit_date: '2026-11-24',
    place: '',
    latitude: null,
    longitude: null,
    purpose: 'First',
    observations: 'Open',
    next_steps: '',
    photos: [{ uuid: 'p', name: 'a.jpg', blob: new Blob(['abc']) }],
    device_time_utc: '2026-11-24T09:00:00Z',
    problem: null,
  }
}

describe('visits kept on the phone', () => {
  let database: Database
  beforeEach(async () => {
    database = await databaseOf(`coach-${crypto.randomUUID()}`)
    await putVisit(database, visit('one'))
  })

  it('go when the server has them, with their photos', async () => {
    const sent: Visit[] = []
    await sendVisits(database, (each) => {
      sent.push(each)
      return Promise.resolve([{ uuid: each.uuid, outcome: 'created', message: '' }])
    })
    expect(sent[0]!.photos[0]!.content_base64).toBe(btoa('abc'))
    expect(await keptVisits(database)).toEqual([])
  })

  it('stay while no answer comes', async () => {
    expect(await sendVisits(database, () => Promise.reject(new NoAnswer()))).toBe('no-answer')
    expect((await keptVisits(database)).map(({ problem }) => problem)).toEqual([null])
  })

  it('stay with the reason when they are not taken, and do not go again by themselves', async () => {
    await sendVisits(database, (each) => Promise.resolve([{ uuid: each.uuid, outcome: 'invalid', message: 'No such day' }]))
    expect((await keptVisits(database))[0]!.problem).toBe('No such day')
    await sendVisits(database, () => Promise.reject(new Error('was sent again')))
  })

  it('say that another visit has their code, or that the server gave no reason', async () => {
    await sendVisits(database, (each) => Promise.resolve([{ uuid: each.uuid, outcome: 'conflict', message: 'Another one' }]))
    expect((await keptVisits(database))[0]).toMatchObject({ outcome: 'conflict', problem: 'Another one' })
    await putVisit(database, visit('two'))
    await sendVisits(database, () => Promise.resolve([]))
    expect((await keptVisits(database)).find(({ uuid }) => uuid === 'two')).toMatchObject({ outcome: 'invalid', problem: SILENT })
  })

  it('travel with their position, and without what the phone notes for itself', async () => {
    await putVisit(database, { ...visit('one'), latitude: 27.15, longitude: -13.2, outcome: undefined })
    let sent: Visit | undefined
    await sendVisits(database, (each) => {
      sent = each
      return Promise.resolve([{ uuid: each.uuid, outcome: 'created', message: '' }])
    })
    expect(sent).toMatchObject({ latitude: 27.15, longitude: -13.2 })
    expect(sent).not.toHaveProperty('problem')
    expect(sent).not.toHaveProperty('outcome')
  })

  it('are set aside when the server refuses them altogether', async () => {
    await sendVisits(database, () => Promise.reject(new Refused(['Not for you'], 403, 'PermissionError')))
    expect((await keptVisits(database))[0]!.problem).toBe('Not for you')
  })
})
