/** A name for this phone, so that the server can tell one device's events from another's. It says nothing of anybody. */
const STORED = 'incubation.device'

export function deviceName(): string {
  let name = localStorage.getItem(STORED)
  if (!name) {
    name = crypto.randomUUID()
    localStorage.setItem(STORED, name)
  }
  return name
}
