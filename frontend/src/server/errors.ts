/** How a request can fail, as the screens need to tell it apart. */

/** No answer came: no network, the server is away, or it took too long. What was asked may have been done. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** The server no longer knows who we are, or knows somebody else. Nothing was done. */
export class LoggedOut extends Error {
  override name = 'LoggedOut'
}

/** The server understood and said no, in words. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(
    readonly messages: string[],
    readonly status: number,
    readonly kind: string,
    /** What is wrong with single fields, where the server says it: field -> sentence. */
    readonly fields: Record<string, string> = {},
  ) {
    super(messages.join('\n') || kind || String(status))
  }
}

/** The server failed. What was asked may have been done. */
export class ServerFault extends Error {
  override name = 'ServerFault'
  constructor(readonly status: number) {
    super(`HTTP ${status}`)
  }
}

/** May the same request succeed later, as it is? */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof NoAnswer || error instanceof ServerFault) return true
  return error instanceof Refused && (error.status === 429 || error.kind === 'TryAgain')
}

interface Envelope {
  exc_type?: string
  exception?: string
  message?: unknown
  fields?: { field: string; message: string }[]
  _server_messages?: string
}

/** Frappe's error envelope as a refusal: the sentences it carries, without markup. */
export function refusalOf(envelope: Envelope, status: number): Refused {
  const kind = envelope.exc_type ?? ''
  const messages = serverMessages(envelope._server_messages)
  if (!messages.length && typeof envelope.message === 'string') messages.push(plainText(envelope.message))
  const fields = Object.fromEntries((envelope.fields ?? []).map((each) => [each.field, plainText(each.message)]))
  return new Refused(messages, status, kind, fields)
}

function serverMessages(packed: string | undefined): string[] {
  try {
    const list = JSON.parse(packed ?? '[]') as string[]
    return list.map((item) => sentences(JSON.parse(item) as { message?: string | string[] })).flat().filter(Boolean)
  } catch {
    return []
  }
}

function sentences({ message }: { message?: string | string[] }): string[] {
  return (Array.isArray(message) ? message : [message ?? '']).flatMap((text) => text.split(/<\/li>|<br\s*\/?>/i)).map(plainText)
}

function plainText(html: string): string {
  // DOMParser never runs scripts nor loads pictures; only the text is taken.
  if (typeof DOMParser === 'undefined') return html.replace(/<[^>]*>/g, '').trim()
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim()
}
