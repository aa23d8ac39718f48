/** What each kind of person finds here, and where. */
import { CalendarDays, ClipboardCheck, FileText, GraduationCap, History, Inbox, Landmark, LayoutDashboard, MapPinned, NotebookPen, Route, Sun, UserPlus, UserRound, UsersRound, Wallet } from '@lucide/vue'
import { computed, type Component } from 'vue'

import type { MessageKey } from '@/language/catalogue'
import type { Home } from '@/server/contract'
import { session } from '@/session/session'

export interface Place {
  to: string
  label: MessageKey
  icon: Component
  /** Only for who has this role. */
  role?: string
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
      { to: '/training', label: 'nav.training', icon: GraduationCap },
      { to: '/proposals', label: 'nav.project', icon: FileText },
      { to: '/payments', label: 'nav.money', icon: Wallet },
    ],
  },
  funder: {
    label: 'home.funder',
    icon: Inbox,
    places: [
      { to: '/inbox', label: 'nav.inbox', icon: Inbox },
      { to: '/batches', label: 'nav.batches', icon: Landmark, role: 'Incubation Payment Officer' },
      { to: '/history', label: 'nav.history', icon: History },
    ],
  },
  field: {
    label: 'home.field',
    icon: MapPinned,
    places: [
      { to: '/today', label: 'nav.today', icon: Sun },
      { to: '/visits', label: 'nav.visits', icon: NotebookPen, role: 'Incubation Coach' },
      { to: '/women', label: 'nav.women', icon: UserPlus },
      { to: '/board', label: 'nav.board', icon: FileText },
      { to: '/groups', label: 'nav.groups', icon: UsersRound, role: 'Incubation Coordinator' },
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
