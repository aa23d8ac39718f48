/**
 * Runs work in one tab at a time.
 *
 * With Web Locks the browser sees to it. Older browsers get a lease in localStorage: not watertight, and it need
 * not be, because the server knows each event by its UUID and answers a second sending with "identical".
 */
const LEASE = 30_000

export async function inOneTab(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator !== 'undefined' && navigator.locks) {
    await navigator.locks.request(`incubation/${name}`, { ifAvailable: true }, async (lock) => {
      if (lock) await work()
    })
    return
  }
  const key = `incubation.lease.${name}`
  if (Number(localStorage.getItem(key) ?? 0) > Date.now()) return
  localStorage.setItem(key, String(Date.now() + LEASE))
  try {
    await work()
  } finally {
    localStorage.removeItem(key)
  }
}
