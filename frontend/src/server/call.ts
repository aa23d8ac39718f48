/**
 * One request to a whitelisted method of the server.
 *
 * The CSRF token lives in memory only: it belongs to a session, and the page that holds this script is kept on
 * the phone. Where the token or the session has expired, who we are is asked once more; the same person goes on
 * with the new token, anybody else is LoggedOut.
 */
import { language } from '@/language/language'

import type { Session } from './contract'
import { LoggedOut, NoAnswer, refusalOf, ServerFault } from './errors'

export const SESSION_METHOD = 'women_incubation.field_app.api.session'

const QUICK = 20_000
const SLOW = 120_000

let csrfToken = ''
let expectedUser = ''
let onLoggedOut = () => {}

/** The user in whose name requests are made from now on. Empty: nobody is logged in. */
export function actAs(user: string, token: string): void {
  expectedUser = user
  csrfToken = token
}

export async function askSession(): Promise<Session> {
  return unwrap<Session>(await send(SESSION_METHOD, { method: 'GET' }))
}

export async function get<T>(method: string, query: Record<string, string> = {}): Promise<T> {
  return asSamePerson<T>(() => send(method, { method: 'GET' }, query))
}

export async function post<T>(method: string, body: object = {}): Promise<T> {
  return asSamePerson<T>(() =>
    send(method, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  )
}

/** For doors that need no log-in. */
export async function getAsAnyone<T>(method: string, query: Record<string, string> = {}): Promise<T> {
  return unwrap<T>(await send(method, { method: 'GET' }, query))
}

/** For log-in and log-out, where who we are changes, and for doors that need no log-in. */
export async function postAsAnyone<T>(method: string, body: object = {}): Promise<T> {
  return unwrap<T>(await send(method, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }))
}

export async function postForm<T>(method: string, form: FormData): Promise<T> {
  return asSamePerson<T>(() => send(method, { method: 'POST', body: form }, {}, SLOW))
}

/** Calls `listener` when a request meets that the browser is logged out, or logged in as somebody else. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener
}

async function asSamePerson<T>(request: () => Promise<Response>): Promise<T> {
  const user = expectedUser
  const token = csrfToken
  // All tabs share one session. A fresh one has no token yet that could betray a request made for another person.
  if (cookieUser() !== user) throw loggedOut()
  const response = await request()
  if (cookieUser() !== user) throw loggedOut()
  if (![400, 401, 403].includes(response.status)) return unwrap<T>(response)
  // 400 may be an old token, 403 may be a lost session: the session says which. A real refusal stays one.
  const session = await askSession()
  if (session.user !== user) throw loggedOut()
  // Compared with the token that the request went out with: another request may have renewed it meanwhile.
  if (session.csrf_token === token || user !== expectedUser) return unwrap<T>(response)
  csrfToken = session.csrf_token
  return unwrap<T>(await request())
}

function loggedOut(): LoggedOut {
  onLoggedOut()
  return new LoggedOut()
}

/** Whose session the browser holds, as Frappe tells the page in a cookie. */
function cookieUser(): string {
  return decodeURIComponent(/(?:^|; )user_id=([^;]*)/.exec(document.cookie)?.[1] ?? '')
}

async function send(method: string, init: RequestInit, query: Record<string, string> = {}, patience = QUICK): Promise<Response> {
  const search = new URLSearchParams({ ...query, _lang: language.value })
  const headers: Record<string, string> = { Accept: 'application/json', ...(init.headers as Record<string, string>) }
  if (csrfToken && init.method !== 'GET') headers['X-Frappe-CSRF-Token'] = csrfToken
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    return await fetch(`/api/method/${method}?${search}`, { ...init, headers, credentials: 'same-origin', cache: 'no-store', signal: stop.signal })
  } catch {
    throw new NoAnswer()
  } finally {
    clearTimeout(timer)
  }
}

async function unwrap<T>(response: Response): Promise<T> {
  const envelope = (await response.json().catch(() => ({}))) as { message?: T }
  if (response.ok) return envelope.message as T
  if (response.status >= 500) throw new ServerFault(response.status)
  throw refusalOf(envelope as Parameters<typeof refusalOf>[0], response.status)
}
