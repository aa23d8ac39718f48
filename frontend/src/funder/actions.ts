/** What can be done with a disbursement, and what each act wants besides the will. */
import type { Decision, InboxItem } from '@/server/contract'

export type Wants = 'nothing' | 'reason' | 'payment'

/** Acts that carry a disbursement forward, in the order of its path. */
const FORWARD = ['Request Payment', 'Verify', 'Approve', 'Approve Again', 'Record Payment'] as const

/** Acts that may be done for many at once: a payment wants its own bank reference each time. */
const TOGETHER = new Set(['Verify', 'Approve', 'Approve Again'])

const WANTS: Record<string, Wants> = { 'Record Payment': 'payment', Return: 'reason', Reject: 'reason', 'Record Bounce': 'reason' }

export function wantsOf(action: string): Wants {
  return WANTS[action] ?? 'nothing'
}

/** The act that carries the item forward, if the user may do one. */
export function forwardAction(item: Pick<InboxItem, 'actions'>): string | null {
  return FORWARD.find((action) => item.actions.includes(action)) ?? null
}

/** The others: return, reject, bounce. */
export function otherActions(item: Pick<InboxItem, 'actions'>): string[] {
  return item.actions.filter((action) => !FORWARD.includes(action as (typeof FORWARD)[number]))
}

export function mayGoTogether(item: Pick<InboxItem, 'actions' | 'cannot'>): boolean {
  const action = forwardAction(item)
  return !item.cannot && action !== null && TOGETHER.has(action)
}

export interface Words {
  reason?: string
  bank_reference?: string
  paid_on?: string
}

/** The decision to send; `clientKey` stays the same for as long as no answer has come. */
export function decisionOf(item: InboxItem, action: string, clientKey: string, words: Words = {}): Decision {
  return { client_key: clientKey, name: item.name, action, modified: item.modified, ...words }
}
