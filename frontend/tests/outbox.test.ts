import { beforeEach, describe, expect, it } from 'vitest'

import { forgetUser, usersOnThisPhone, databaseOf, type Database } from '@/offline/database'
import { acknowledge, allItems, applyAnswers, putIntents, sendAgain, takeForSending, type Intent } from '@/offline/outbox'
import { eventOf, isWaiting } from '@/offline/outboxItem'
import type { AttendanceStatus, SyncAnswer } from '@/server/contract'

import { freshDatabase, makeRow, makeSession } from './memory'

const mark = (beneficiary: string, status: AttendanceStatus, more: Partial<Intent> = {}): Intent => ({ kind: 'mark', session: 'SES-1', beneficiary, status, ...more })
const answer = (uuid: string, outcome: SyncAnswer['outcome'], more: Partial<SyncAnswer> = {}): SyncAnswer => ({ uuid, outcome, message: null, row: null, ...more })
const result = (answers: SyncAnswer[], sessions: { name: string; status: 'Planned' | 'Held' | 'Closed'; version: number }[] = []) => ({ server_time_utc: '', answers, sessions })

let database: Database

beforeEach(async () => {
  database = await freshDatabase()
  await database.put('sessions', makeSession({ version: 3, roster: [makeRow('BEN-1'), makeRow('BEN-2', { version: 4, status: 'Absent' })] }))
})

describe('putting in', () => {
  it('gives each event a UUID, the version that was seen, and the device’s time', async () => {
    await putIntents(database, [mark('BEN-1', 'Present'), mark('BEN-2', 'Late', { late_minutes: 10 })], () => new Date('2026-11-24T08:00:00Z'))
    const [one, two] = await allItems(database)
    expect(one).toMatchObject({ beneficiary: 'BEN-1', status: 'Present', base_version: 0, tries: 0, problem: null, device_time_utc: '2026-11-24T08:00:00.000Z' })
    expect(two).toMatchObject({ beneficiary: 'BEN-2', late_minutes: 10, base_version: 4 })
    expect(one!.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(one!.uuid).not.toBe(two!.uuid)
  })

  it('replaces a mark that was never sent', async () => {
    await putIntents(database, [mark('BEN-1', 'Present')])
    await putIntents(database, [mark('BEN-1', 'Absent')])
    expect((await allItems(database)).map((item) => [item.status, item.base_version])).toEqual([['Absent', 0]])
  })

  it('leaves a mark that may have arrived, and stands upon it', async () => {
    await putIntents(database, [mark('BEN-2', 'Present')])
    await takeForSending(database, 10)
    await putIntents(database, [mark('BEN-2', 'Absent')])
    await putIntents(database, [mark('BEN-2', 'Excused', { reason: 'x' })])
    expect((await allItems(database)).map((item) => [item.status, item.base_version])).toEqual([['Present', 4], ['Excused', 5]])
  })

  it('keeps the order, and bases a closing on the session’s version', async () => {
    await putIntents(database, [mark('BEN-1', 'Present'), { kind: 'close', session: 'SES-1' }])
    const items = await allItems(database)
    expect(items.map((item) => item.kind)).toEqual(['mark', 'close'])
    expect(items[1]!.base_version).toBe(3)
  })

  it('sends nothing of its own bookkeeping', async () => {
    await putIntents(database, [mark('BEN-1', 'Present')])
    const [item] = await allItems(database)
    expect(Object.keys(eventOf(item!)).sort()).toEqual(['base_version', 'beneficiary', 'device_time_utc', 'kind', 'session', 'status', 'uuid'])
  })
})

describe('answers', () => {
  it('take out what the server has, and bring its rows', async () => {
    await putIntents(database, [mark('BEN-1', 'Present')])
    const [item] = await takeForSending(database, 10)
    const row = { ...makeRow('BEN-1', { status: 'Present', version: 1 }), session: 'SES-1' }
    await applyAnswers(database, result([answer(item!.uuid, 'created', { row })], [{ name: 'SES-1', status: 'Held', version: 4 }]))
    expect(await allItems(database)).toEqual([])
    const session = await database.get('sessions', 'SES-1')
    expect(session).toMatchObject({ status: 'Held', version: 4 })
    expect(session!.roster[0]).toMatchObject({ status: 'Present', version: 1 })
    expect(session!.roster[0]).not.toHaveProperty('session')
  })

  it.each(['conflict', 'stale', 'late', 'invalid'] as const)('keep a mark that was not taken as it was: %s', async (outcome) => {
    await putIntents(database, [mark('BEN-1', 'Present')])
    const [item] = await takeForSending(database, 10)
    await applyAnswers(database, result([answer(item!.uuid, outcome, { message: 'Why' })]))
    const [kept] = await allItems(database)
    expect(kept).toMatchObject({ problem: outcome, message: 'Why' })
    expect(isWaiting(kept!)).toBe(false)
    expect(await takeForSending(database, 10)).toEqual([])
    await acknowledge(database, kept!.uuid)
    expect(await allItems(database)).toEqual([])
  })

  it('may be answered by marking again, upon what the server holds now', async () => {
    await putIntents(database, [mark('BEN-1', 'Late', { late_minutes: 5 })])
    const [item] = await takeForSending(database, 10)
    const row = { ...makeRow('BEN-1', { status: 'Absent', version: 7 }), session: 'SES-1' }
    await applyAnswers(database, result([answer(item!.uuid, 'conflict', { row })]))
    await sendAgain(database, (await allItems(database))[0]!)
    const [again] = await allItems(database)
    expect(again).toMatchObject({ status: 'Late', late_minutes: 5, base_version: 7, problem: null, tries: 0 })
    expect(again!.uuid).not.toBe(item!.uuid)
  })

  it('to unknown events change nothing', async () => {
    await putIntents(database, [mark('BEN-1', 'Present')])
    await applyAnswers(database, result([answer(crypto.randomUUID(), 'created')]))
    expect(await allItems(database)).toHaveLength(1)
  })
})

describe('the databases', () => {
  it('are apart for each user, and log-out deletes one whole', async () => {
    const one = await databaseOf('one@example.org')
    const two = await databaseOf('two@example.org')
    await putIntents(one, [mark('BEN-1', 'Present')])
    await putIntents(two, [mark('BEN-9', 'Present')])
    await forgetUser('one@example.org')
    expect(usersOnThisPhone()).not.toContain('one@example.org')
    expect(await allItems(await databaseOf('one@example.org'))).toEqual([])
    expect(await allItems(two)).toHaveLength(1)
  })
})
