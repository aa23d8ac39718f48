/**
 * Coaching visits on their way to the server, with their photos: put in when they are written, taken out when the
 * server has them. A visit that it does not take stays, with its reason, until the coach has changed or deleted it.
 */
import type { Visit, VisitAnswer } from '@/server/contract'
import { LoggedOut, NoAnswer, Refused, isWorthRetrying } from '@/server/errors'

import type { Database } from './database'

export interface KeptVisit extends Omit<Visit, 'photos'> {
  photos: { uuid: string; name: string; blob: Blob }[]
  /** What the server said when it did not take the visit; null while it waits. */
  problem: string | null
  /** How it was answered then: another visit has its code, or something in it is wrong. */
  outcome?: 'conflict' | 'invalid' | 'refused'
}

/** Stands for a refusal without words. */
export const SILENT = '?'

const DONE = new Set(['created', 'identical'])

export function keptVisits(database: Database): Promise<KeptVisit[]> {
  return database.getAll('visits')
}

export async function putVisit(database: Database, visit: KeptVisit): Promise<void> {
  await database.put('visits', visit)
}

export async function dropVisit(database: Database, uuid: string): Promise<void> {
  await database.delete('visits', uuid)
}

/** Sends the waiting visits one after the other: photos are heavy, and one that arrives is done. */
export async function sendVisits(database: Database, send: (visit: Visit) => Promise<VisitAnswer[]>): Promise<'empty' | 'no-answer' | 'stopped'> {
  for (const visit of (await keptVisits(database)).filter(({ problem }) => problem === null)) {
    try {
      const [answer] = await send(await withContent(visit))
      if (answer && DONE.has(answer.outcome)) await dropVisit(database, visit.uuid)
      else await putVisit(database, { ...visit, problem: answer?.message || SILENT, outcome: answer?.outcome === 'conflict' ? 'conflict' : 'invalid' })
    } catch (error) {
      if (error instanceof NoAnswer) return 'no-answer'
      if (error instanceof LoggedOut || isWorthRetrying(error)) return 'stopped'
      if (!(error instanceof Refused)) throw error
      await putVisit(database, { ...visit, problem: error.message || SILENT, outcome: 'refused' })
    }
  }
  return 'empty'
}

async function withContent({ photos, problem: _problem, outcome: _outcome, ...visit }: KeptVisit): Promise<Visit> {
  return { ...visit, photos: await Promise.all(photos.map(async ({ uuid, name, blob }) => ({ uuid, name, content_base64: await base64(blob) }))) }
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(text)
}
