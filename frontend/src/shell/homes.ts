/** What each kind of person finds here, and where. */
import { CalendarDays, ClipboardCheck, FileText, History, Inbox, LayoutDashboard, Route, UserRound, Wallet } from '@lucide/vue'
import { computed, type Component } from 'vue'

import type { MessageKey } from '@/language/catalogue'
import type { Home } from '@/server/contract'
import { session } from '@/session/session'

export interface Place {
  to: string
  label: MessageKey
  icon: Component
}

interface HomePlaces {
  label: MessageKey
  icon: Component
  places: Place[]
}

export const HOMES: Record<Home, HomePlaces> = {
  trainer: {
    label: 'home.trainer',
    icon: ClipboardCheck,
    places: [{ to: '/sessions', label: 'nav.sessions', icon: CalendarDays }],
  },
  woman: {
    label: 'home.woman',
    icon: Route,
    places: [
      { to: '/path', label: 'nav.path', icon: Route },
      { to: '/proposals', label: 'nav.project', icon: FileText },
      { to: '/payments', label: 'nav.money', icon: Wallet },
    ],
  },
  funder: {
    label: 'home.funder',
    icon: Inbox,
    places: [
      { to: '/inbox', label: 'nav.inbox', icon: Inbox },
      { to: '/history', label: 'nav.history', icon: History },
    ],
  },
  desk: {
    label: 'home.desk',
    icon: LayoutDashboard,
    places: [{ to: '/desk-work', label: 'nav.desk', icon: LayoutDashboard }],
  },
}

export const ACCOUNT: Place = { to: '/account', label: 'nav.account', icon: UserRound }

const STORED = 'incubation.home'

export const myHomes = computed(() => session.value.homes.filter((home) => home in HOMES))

/** The home used last on this phone, if it is still one of mine. */
export function currentHome(): Home {
  const stored = localStorage.getItem(STORED) as Home
  return myHomes.value.includes(stored) ? stored : (myHomes.value[0] ?? 'desk')
}

export function rememberHome(home: Home): void {
  localStorage.setItem(STORED, home)
}

export function startOf(home: Home): string {
  return HOMES[home].places[0]!.to
}
