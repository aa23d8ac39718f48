/**
 * Who is using the phone.
 *
 * `user`: logged in, as far as is known. `away`: the server forgot the session, but this phone still holds the
 * person's work, which stays readable and goes on after a new log-in. `guest`: nobody.
 */
import { computed, reactive } from 'vue'

import { isLanguage, showLanguage, storedLanguage, type Language } from '@/language/language'
import { todayInMorocco } from '@/language/dates'
import { databaseOf, forgetUser, usersOnThisPhone } from '@/offline/database'
import { isOnline, noteAnswer, whenNetworkReturns } from '@/offline/network'
import { onNews, tellOtherTabs } from '@/offline/otherTabs'
import { useOutboxOf } from '@/offline/useOutbox'
import { actAs, askSession, whenLoggedOut } from '@/server/call'
import type { Home, Session } from '@/server/contract'
import { NoAnswer, ServerFault } from '@/server/errors'
import * as methods from '@/server/methods'

interface Known {
  user: string
  full_name: string
  full_name_ar: string
  homes: Home[]
  roles: string[]
}

const STORED = 'incubation.session'
/** What the browser's storage says of who uses the phone. Language, letters, colours and the way to log in are the phone's. */
const OF_THE_USER = [STORED, 'incubation.home']
const NOBODY: Known = { user: '', full_name: '', full_name_ar: '', homes: [], roles: [] }

const state = reactive({ status: 'guest' as 'user' | 'away' | 'guest', known: { ...NOBODY }, today: todayInMorocco() })

export const session = computed(() => ({ status: state.status, ...state.known, today: state.today }))
export const isLoggedIn = computed(() => state.status !== 'guest')

/** Finds out who uses the phone: from what it remembers at once, from the server as soon as it answers. */
export async function startSession(): Promise<void> {
  const remembered = rememberedSession()
  if (!remembered) return void (await ask())
  actAs(remembered.user, '')
  await become(remembered)
  void ask()
}

async function ask(): Promise<void> {
  try {
    const answer = await askSession()
    noteAnswer(true)
    await take(answer)
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof ServerFault)) throw error
    noteAnswer(!(error instanceof NoAnswer))
  }
}

async function take(answer: Session): Promise<void> {
  state.today = answer.today
  if (answer.user === 'Guest') {
    if (state.status === 'user') state.status = 'away'
    return
  }
  if (state.known.user && state.known.user !== answer.user) await leaveBehind(state.known.user)
  actAs(answer.user, answer.csrf_token)
  await become(answer)
  await keepLanguage(answer.language)
}

async function become({ user, full_name, full_name_ar = '', homes, roles = [] }: Known): Promise<void> {
  const comes = state.known.user !== user || state.status !== 'user'
  state.known = { user, full_name, full_name_ar, homes, roles }
  state.status = 'user'
  localStorage.setItem(STORED, JSON.stringify(state.known))
  if (comes) await useOutboxOf(user)
}

/** A language chosen on this phone wins; otherwise the user's own. */
async function keepLanguage(ofUser: string): Promise<void> {
  const chosen = storedLanguage()
  if (!chosen && isLanguage(ofUser)) await showLanguage(ofUser, { remember: false })
  if (chosen && chosen !== ofUser) await methods.setLanguage(chosen).catch(() => undefined)
}

export async function chooseLanguage(next: Language): Promise<void> {
  await showLanguage(next)
  if (state.status === 'user' && isOnline.value) await methods.setLanguage(next).catch(() => undefined)
}

/** Logs in. Raises Refused (in words), NoAnswer or ServerFault. */
export async function logIn(user: string, password: string): Promise<void> {
  await methods.logIn(user, password)
  await enter()
}

/** Takes over the session that a log-in has just made. */
export async function enter(): Promise<void> {
  await take(await askSession())
  noteAnswer(true)
  tellOtherTabs({ kind: 'session', user: state.known.user })
  await forgetIdleUsers()
}

/**
 * Logs out and deletes everything that the phone holds of this user. Ask the user first when something is unsent.
 *
 * Without a network the session on the server lives on until it expires, so the phone must not be believed to be
 * logged out: NoAnswer is raised and nothing is deleted.
 */
export async function logOut(): Promise<void> {
  if (state.status === 'user') await methods.logOut()
  const { user } = state.known
  tellOtherTabs({ kind: 'logged-out', user })
  await useOutboxOf('')
  await forgetUser(user)
  await becomeNobody()
}

async function becomeNobody(): Promise<void> {
  OF_THE_USER.forEach((key) => localStorage.removeItem(key))
  sessionStorage.clear()
  actAs('', '')
  state.known = { ...NOBODY }
  state.status = 'guest'
  await useOutboxOf('')
}

/** Another person has logged in: nothing of the one before stays, unless it holds unsent work. */
async function leaveBehind(user: string): Promise<void> {
  if (!(await holdsUnsentWork(user))) await forgetUser(user)
}

async function forgetIdleUsers(): Promise<void> {
  const others = usersOnThisPhone().filter((user) => user !== state.known.user)
  for (const user of others) await leaveBehind(user)
}

/** Does the phone hold marks or drafts of `user` that the server does not have? */
export async function holdsUnsentWork(user: string): Promise<boolean> {
  return (await unsentWork(user)).total > 0
}

export async function unsentWork(user: string): Promise<{ marks: number; drafts: number; visits: number; total: number }> {
  const database = await databaseOf(user)
  const marks = await database.count('outbox')
  const drafts = (await database.getAll('drafts')).filter((draft) => draft.dirty).length
  const visits = await database.count('visits')
  return { marks, drafts, visits, total: marks + drafts + visits }
}

function rememberedSession(): Known | null {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? 'null') as Known | null
    return stored?.user ? stored : null
  } catch {
    return null
  }
}

whenNetworkReturns(() => void ask())
whenLoggedOut(() => void ask())
onNews((news) => {
  if (news.kind === 'session') void ask()
  if (news.kind === 'logged-out' && news.user === state.known.user) void becomeNobody()
})

