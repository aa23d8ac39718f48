/** Proposals that wait on the phone are sent also when their page is not open: after a log-in, and when the network returns. */
import { effectScope } from 'vue'

import { databaseOf } from '@/offline/database'
import { isOnline, whenNetworkReturns } from '@/offline/network'
import { inOneTab } from '@/offline/oneTab'
import { session } from '@/session/session'

import { isPenInHand, useProposal } from './useProposal'

let running: Promise<void> | null = null

/** Who asks while they are being sent waits for the same sending. */
export function sendWaitingDrafts(): Promise<void> {
  running ??= sendAll().finally(() => (running = null))
  return running
}

async function sendAll(): Promise<void> {
  const { user, status } = session.value
  if (status !== 'user' || !isOnline.value) return
  await inOneTab(`drafts/${user}`, async () => {
    const drafts = await (await databaseOf(user)).getAll('drafts')
    for (const { key } of drafts.filter(({ dirty }) => dirty)) {
      // An open page sends its own text; whoever writes must not find another pen at work.
      if (isPenInHand() || session.value.user !== user) return
      await sendDraft(key)
    }
  })
}

async function sendDraft(key: string): Promise<void> {
  const scope = effectScope(true)
  const pen = scope.run(() => useProposal(key))!
  try {
    await pen.ready
    await pen.save()
  } finally {
    scope.stop()
  }
}

whenNetworkReturns(() => void sendWaitingDrafts())
