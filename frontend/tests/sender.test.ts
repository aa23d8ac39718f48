import { beforeEach, describe, expect, it } from 'vitest'

import type { Database } from '@/offline/database'
import { allItems, putIntents } from '@/offline/outbox'
import { sendAll } from '@/offline/sender'
import type { AttendanceEvent, SyncResult } from '@/server/contract'
import { LoggedOut, NoAnswer, Refused, ServerFault } from '@/server/errors'

import { freshDatabase, makeRow, makeSession } from './memory'

/** A server that takes everything but the events it is told to refuse; it remembers what it has, by UUID. */
class Server {
  readonly has = new Map<string, AttendanceEvent>()
  readonly batches: number[] = []
  poison = (_event: AttendanceEvent) => false

  readonly take = async (events: AttendanceEvent[]): Promise<SyncResult> => {
    this.batches.push(events.length)
    if (events.some(this.poison)) throw new Refused(['A bad event.'], 417, 'ValidationError')
    return {
      server_time_utc: '',
      sessions: [],
      answers: events.map((event) => {
        const outcome = this.has.has(event.uuid) ? 'identical' : 'created'
        this.has.set(event.uuid, event)
        return { uuid: event.uuid, outcome, message: null, row: null }
      }),
    }
  }
}

const women = Array.from({ length: 250 }, (_, index) => `BEN-${index}`)
let database: Database
let server: Server

beforeEach(async () => {
  database = await freshDatabase()
  server = new Server()
  await database.put('sessions', makeSession({ roster: women.map((name) => makeRow(name)) }))
})

const markAll = (count: number) => putIntents(database, women.slice(0, count).map((beneficiary) => ({ kind: 'mark' as const, session: 'SES-1', beneficiary, status: 'Present' as const })))

describe('sending', () => {
  it('empties the outbox in batches, in order', async () => {
    await markAll(250)
    expect(await sendAll(database, server.take)).toBe('empty')
    expect(server.batches).toEqual([100, 100, 50])
    expect([...server.has.values()].map((event) => event.beneficiary)).toEqual(women)
    expect(await allItems(database)).toEqual([])
  })

  it('loses and doubles nothing when the answer is lost', async () => {
    await markAll(30)
    let lost = false
    const lossy = async (events: AttendanceEvent[]) => {
      const answer = await server.take(events)
      if (lost) return answer
      lost = true
      throw new NoAnswer()
    }
    expect(await sendAll(database, lossy)).toBe('no-answer')
    expect((await allItems(database)).map((item) => [item.tries, item.lastError])).toEqual(Array(30).fill([1, 'no-answer']))
    expect(await sendAll(database, lossy)).toBe('empty')
    expect(server.has.size).toBe(30)
    expect(await allItems(database)).toEqual([])
  })

  it.each([
    ['logged-out', new LoggedOut()],
    ['server', new ServerFault(502)],
    ['server', new Refused([], 409, 'TryAgain')],
    ['server', new Refused([], 429, 'RateLimitExceededError')],
  ] as const)('keeps everything when it stops: %s', async (stop, error) => {
    await markAll(3)
    expect(await sendAll(database, () => Promise.reject(error))).toBe(stop)
    expect((await allItems(database)).map((item) => item.lastError)).toEqual([stop, stop, stop])
  })

  it('sets one bad event aside, with the server’s words, and sends the rest', async () => {
    await markAll(20)
    server.poison = (event) => event.beneficiary === 'BEN-7'
    expect(await sendAll(database, server.take)).toBe('empty')
    expect(server.has.size).toBe(19)
    expect(await allItems(database)).toMatchObject([{ beneficiary: 'BEN-7', problem: 'refused', message: 'A bad event.' }])
    expect(server.batches).toHaveLength(21)
  })

  it('does not ask for ever about an event that gets no answer', async () => {
    await markAll(2)
    const silent = async (events: AttendanceEvent[]) => ({ server_time_utc: '', sessions: [], answers: (await server.take(events)).answers.slice(1) })
    expect(await sendAll(database, silent)).toBe('empty')
    expect(await allItems(database)).toMatchObject([{ beneficiary: 'BEN-0', problem: 'refused' }])
  })

  it('takes along what was marked during the sending', async () => {
    await markAll(1)
    let first = true
    const slow = async (events: AttendanceEvent[]) => {
      if (first) await putIntents(database, [{ kind: 'mark', session: 'SES-1', beneficiary: 'BEN-0', status: 'Absent' }])
      first = false
      return server.take(events)
    }
    expect(await sendAll(database, slow)).toBe('empty')
    expect([...server.has.values()].map((event) => [event.status, event.base_version])).toEqual([['Present', 0], ['Absent', 1]])
  })
})
