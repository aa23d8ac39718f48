/** Tells the other tabs of this browser what changed; they share the database and the session. */
type News = { kind: 'outbox' | 'visits' | 'drafts' | 'session' | 'logged-out'; user: string }

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('incubation')
const listeners = new Set<(news: News) => void>()

if (channel) channel.onmessage = (event: MessageEvent<News>) => listeners.forEach((listener) => listener(event.data))

export function tellOtherTabs(news: News): void {
  channel?.postMessage(news)
}

export function onNews(listener: (news: News) => void): void {
  listeners.add(listener)
}
