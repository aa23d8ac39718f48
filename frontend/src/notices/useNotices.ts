/** The messages for who uses the phone, and how many of them are new. Read again when the app is looked at. */
import { computed, ref, shallowRef, watch } from 'vue'

import { isOnline, whenNetworkReturns } from '@/offline/network'
import type { Notice } from '@/server/contract'
import { markRead, myNotices } from '@/server/methods'
import { noteTrouble } from '@/server/useAnswer'
import { session } from '@/session/session'

const content = shallowRef<Notice[]>()
const count = ref(0)
const trouble = ref<unknown>(null)

export const notices = computed(() => content.value)
export const unread = computed(() => count.value)
export const noticesError = computed(() => trouble.value)

export async function readNotices(): Promise<void> {
  const { user, status } = session.value
  if (status !== 'user' || !isOnline.value) return
  try {
    const answer = await myNotices()
    if (session.value.user !== user) return
    content.value = answer.notices
    count.value = answer.unread
    trouble.value = null
  } catch (error) {
    noteTrouble(error)
    trouble.value = error
  }
}

/** Notes that the messages shown have been read. What is new stays marked until the page is left. */
export async function noteRead(): Promise<void> {
  const names = content.value?.filter(({ read }) => !read).map(({ name }) => name) ?? []
  if (!names.length) return
  try {
    count.value = (await markRead(names)).unread
  } catch (error) {
    noteTrouble(error)
  }
}

/** The page of the app on which a message leads on, if there is one. */
export function pageOf({ reference_doctype, reference_name }: Notice): string | null {
  if (!reference_name) return null
  if (reference_doctype === 'Training Session' && session.value.homes.includes('trainer')) return `/sessions/${reference_name}`
  if (session.value.homes.includes('woman')) {
    if (reference_doctype === 'Project Proposal') return `/proposals/${reference_name}`
    if (reference_doctype === 'Funding Disbursement') return '/payments'
    if (reference_doctype === 'Certificate') return '/training'
  }
  if (reference_doctype === 'Funding Disbursement' && session.value.homes.includes('funder')) return `/inbox/${reference_name}`
  return null
}

watch(
  () => `${session.value.status}/${session.value.user}`,
  () => {
    content.value = undefined
    count.value = 0
    void readNotices()
  },
  { immediate: true },
)
whenNetworkReturns(() => void readNotices())
