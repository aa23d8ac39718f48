/**
 * What the app keeps on the phone, in one IndexedDB database for each user.
 *
 * The name of the database is the name of the user: nobody reads another's, and log-out deletes it whole.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { TrainingSession } from '@/server/contract'

import type { OutboxItem } from './outboxItem'
import type { Draft } from './draft'
import type { KeptVisit } from './visits'

export interface Face {
  beneficiary: string
  version: string
  /** A data address, ready to be shown. */
  picture: string
}

export interface Schema extends DBSchema {
  /** Attendance events that the server has not accepted yet, and those it refused until somebody has read why. */
  outbox: { key: string; value: OutboxItem; indexes: { order: number } }
  /** Sessions with their rosters, exactly as the server last gave them. */
  sessions: { key: string; value: TrainingSession }
  /** Proposals being written. */
  drafts: { key: string; value: Draft }
  /** Photos that are not uploaded yet. */
  photos: { key: string; value: Blob }
  /** Coaching visits that the server does not have yet. */
  visits: { key: string; value: KeptVisit }
  /** Small portraits for the roster, by beneficiary; `version` is the server's mark of the picture. */
  faces: { key: string; value: Face }
  /** Last answers of the server, to be read without a network. */
  answers: { key: string; value: { content: unknown; at: string } }
}

export type Database = IDBPDatabase<Schema>

const VERSION = 3
const KNOWN = 'incubation.users'
const nameOf = (user: string) => `incubation/${user}`

const open = new Map<string, Promise<Database>>()

/** The database of `user`; made when it is not there. */
export function databaseOf(user: string): Promise<Database> {
  if (!user) return Promise.reject(new Error('No user'))
  let database = open.get(user)
  if (!database) {
    rememberUser(user)
    database = openDB<Schema>(nameOf(user), VERSION, {
      upgrade(db, before) {
        if (before < 1) {
          db.createObjectStore('outbox', { keyPath: 'uuid' }).createIndex('order', 'order')
          db.createObjectStore('sessions', { keyPath: 'name' })
          db.createObjectStore('drafts', { keyPath: 'key' })
          db.createObjectStore('photos')
          db.createObjectStore('answers')
        }
        if (before < 2) db.createObjectStore('visits', { keyPath: 'uuid' })
        if (before < 3) db.createObjectStore('faces', { keyPath: 'beneficiary' })
      },
      // Another tab deletes the database at log-out: let it, instead of blocking it.
      blocking: () => void closeDatabase(user),
      terminated: () => open.delete(user),
    })
    database.catch(() => open.delete(user))
    open.set(user, database)
  }
  return database
}

async function closeDatabase(user: string): Promise<void> {
  const database = open.get(user)
  open.delete(user)
  ;(await database)?.close()
}

/** Deletes everything that the phone holds of `user`. */
export async function forgetUser(user: string): Promise<void> {
  // First off the list: a page that looks through it must not open (and make) the database again.
  storeUsers(usersOnThisPhone().filter((known) => known !== user))
  await closeDatabase(user)
  await deleteDB(nameOf(user))
}

/** Users with a database on this phone. */
export function usersOnThisPhone(): string[] {
  try {
    const users: unknown = JSON.parse(localStorage.getItem(KNOWN) ?? '[]')
    return Array.isArray(users) ? users.filter((user): user is string => typeof user === 'string') : []
  } catch {
    return []
  }
}

function rememberUser(user: string): void {
  if (!usersOnThisPhone().includes(user)) storeUsers([...usersOnThisPhone(), user])
}

function storeUsers(users: string[]): void {
  localStorage.setItem(KNOWN, JSON.stringify(users))
}
