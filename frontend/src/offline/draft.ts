/** A proposal being written, kept on the phone until the server has it. */
import type { ProposalValues } from '@/server/contract'

import type { Database } from './database'

export interface Draft {
  /** The proposal's name, or `new-…` while the server has none. */
  key: string
  values: ProposalValues
  /** The server's version on which this text stands; null for a new proposal. */
  modified: string | null
  /** Does it hold something that the server does not have? */
  dirty: boolean
  /** A saving that may have reached the server: the same content goes again with the same key. */
  sent: { clientKey: string; content: string } | null
}

const LOCAL = 'local:'

export function isNewDraft(key: string): boolean {
  return key.startsWith('new-')
}

export function isLocalPhoto(quote: string | null): quote is string {
  return quote !== null && quote.startsWith(LOCAL)
}

/** Keeps a photo on the phone; answers with the mark that stands for it until it is uploaded. */
export async function keepPhoto(database: Database, photo: Blob): Promise<string> {
  const mark = LOCAL + crypto.randomUUID()
  await database.put('photos', photo, mark)
  return mark
}

/** Deletes kept photos that no draft shows any more. */
export async function dropLostPhotos(database: Database): Promise<void> {
  const drafts = await database.getAll('drafts')
  const shown = new Set(drafts.flatMap((draft) => draft.values.budget_items.map(({ quote }) => quote)))
  for (const mark of await database.getAllKeys('photos')) if (!shown.has(mark)) await database.delete('photos', mark)
}

/** The key for sending `content`: the one used before when it is the same content. */
export function clientKeyFor(draft: Draft, content: string): string {
  return draft.sent?.content === content ? draft.sent.clientKey : crypto.randomUUID()
}
