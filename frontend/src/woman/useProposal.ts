/**
 * One proposal under the pen: every letter is kept on the phone at once, and sent to the server when there is one.
 *
 * A saving carries the version on which it stands. If the proposal has changed elsewhere meanwhile, nothing is
 * overwritten: the woman chooses which text stays.
 */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import { toast } from '@/design/toasts'
import { t } from '@/language/language'
import { databaseOf } from '@/offline/database'
import { clientKeyFor, dropLostPhotos, isLocalPhoto, isNewDraft, type Draft } from '@/offline/draft'
import { noteAnswer, whenNetworkReturnsHere } from '@/offline/network'
import { PhotoRefused, uploadPhoto } from '@/offline/photoUpload'
import type { BudgetItem, Proposal, ProposalValues } from '@/server/contract'
import { isWorthRetrying, LoggedOut, NoAnswer, Refused } from '@/server/errors'
import { myProposal, photoState, saveProposal, sendPiece } from '@/server/methods'
import { noteTrouble } from '@/server/useAnswer'
import { session } from '@/session/session'

import { isRefused, photosUnderWay } from './photosUnderWay'
import { canBeSaved, sumsOf } from './steps'

/** What the server calls a save upon a version that is no longer the newest. */
const STALE = new Set(['StaleProposal', 'TimestampMismatchError'])

/** Typing comes in bursts: it is sent after this pause. */
const PAUSE = 2_500

/** How long a page waits for a saving that the page before it has begun. */
const PATIENCE = 3_000

/** The saving under way, of whatever page: two at once of one text would each find the other's version. */
let underWay: Promise<void> = Promise.resolve()

/** The pen taken up last. One laid down goes on sending what it has until another is taken up. */
let lastPen = 0
let pensInHand = 0

export const isPenInHand = () => pensInHand > 0

/** The version that a pen of this page has brought each proposal to: another that read the draft before goes on from it. */
const newest = new Map<string, string>()

export type Saving = 'saved' | 'kept' | 'saving' | 'elsewhere' | 'refused'

export function useProposal(asked: string) {
  let name = asked

  const proposal = shallowRef<Proposal>()
  const draft = ref<Draft>()
  const error = ref<unknown>(null)
  const loading = ref(true)
  const saving = ref<Saving>('saved')
  const refusal = ref('')
  const pen = ++lastPen
  pensInHand += 1
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  /** Is there text that the server does not have? (`dirty` counts photos too.) */
  let textWaits = false

  const database = () => databaseOf(session.value.user)

  async function load(): Promise<void> {
    loading.value = true
    error.value = null
    try {
      await Promise.race([underWay, new Promise((done) => setTimeout(done, PATIENCE))])
      name = await nameToday(name)
      draft.value = await (await database()).get('drafts', name)
      textWaits = draft.value?.dirty ?? false
      await dropLostPhotos(await database())
      if (!isNewDraft(name)) await readServer()
      else if (!draft.value) throw new Refused([], 404, 'DoesNotExistError')
    } catch (caught) {
      noteTrouble(caught)
      if (!draft.value) error.value = caught
    } finally {
      loading.value = false
      if (draft.value?.dirty) saveSoon(0)
    }
  }

  /** A new proposal has got its name meanwhile, here or before a reload. */
  async function nameToday(name: string): Promise<string> {
    if (!isNewDraft(name)) return name
    return ((await (await database()).get('answers', `alias/${name}`))?.content as string | undefined) ?? name
  }

  async function readServer(): Promise<void> {
    const keptAs = `proposal/${name}`
    const kept = (await (await database()).get('answers', keptAs))?.content as Proposal | undefined
    if (kept) takeOver(kept)
    const fresh = await myProposal(name)
    noteAnswer(true)
    takeOver(fresh)
    await (await database()).put('answers', { content: fresh, at: new Date().toISOString() }, keptAs)
  }

  /** The server's text is shown, unless the phone holds something that the server does not have. */
  function takeOver(server: Proposal): void {
    proposal.value = server
    if (draft.value?.dirty) return
    newest.delete(server.name)
    draft.value = { key: server.name, values: valuesOf(server), modified: server.modified, dirty: false, sent: null }
  }

  function edit(change: (values: ProposalValues) => void): void {
    if (!draft.value) return
    change(draft.value.values)
    draft.value.values.requested_centimes = sumsOf(draft.value.values).requested
    draft.value.dirty = textWaits = true
    if (saving.value !== 'elsewhere') saving.value = 'kept'
    void keep()
    saveSoon(PAUSE)
  }

  async function keep(): Promise<void> {
    if (draft.value) await (await database()).put('drafts', plain(draft.value))
  }

  function saveSoon(pause: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), pause)
  }

  /** Sends what the server does not have. Never throws: how it ended stands in `saving`. */
  function save(): Promise<void> {
    running ??= underWay.then(saveOnce).finally(() => (running = null))
    underWay = running
    return running
  }

  async function saveOnce(): Promise<void> {
    clearTimeout(timer)
    // Whoever writes now sends; what an older pen holds is on the phone, where the newer one has read it.
    if (pen !== lastPen || !draft.value?.dirty || !canBeSaved(draft.value.values) || saving.value === 'elsewhere') return
    saving.value = 'saving'
    try {
      await followOthers()
      let more = true
      while (more) more = (await sendText()) || (await sendNextPhoto())
      saving.value = 'saved'
    } catch (caught) {
      noteTrouble(caught)
      saving.value = endedBy(caught)
      refusal.value = caught instanceof Refused ? caught.message : ''
    }
  }

  /** Another pen of this page may have given the draft its name, or saved it, after this one had read it. */
  async function followOthers(): Promise<void> {
    const now = draft.value!
    const real = await nameToday(now.key)
    if (real !== now.key) {
      await (await database()).delete('drafts', now.key)
      now.key = name = real
    }
    const version = newest.get(now.key)
    if (!version || version === now.modified) return
    now.modified = version
    now.sent = null
  }

  async function sendText(): Promise<boolean> {
    if (!textWaits) return false
    await sendValues()
    return true
  }

  async function sendValues(): Promise<void> {
    const now = draft.value!
    const content = JSON.stringify(withoutLocalPhotos(now.values))
    const before = JSON.stringify(now.values)
    now.sent = { clientKey: clientKeyFor(now, content), content }
    await keep()
    const named = isNewDraft(now.key) ? null : now.key
    const saved = await saveProposal(now.sent.clientKey, JSON.parse(content) as ProposalValues, named, now.modified)
    noteAnswer(true)
    proposal.value = saved
    if (!named) await giveName(saved.name)
    now.modified = saved.modified
    newest.set(now.key, saved.modified)
    now.sent = null
    textWaits = JSON.stringify(now.values) !== before
    now.dirty = textWaits || holdsMore(now.values)
    await keep()
  }

  async function giveName(real: string): Promise<void> {
    const store = await database()
    const old = draft.value!.key
    draft.value!.key = real
    name = real
    await keep()
    await store.delete('drafts', old)
    await store.put('answers', { content: real, at: new Date().toISOString() }, `alias/${old}`)
  }

  /** Sends the first photo that waits. Words that are written meanwhile go first: the photo goes on after them. */
  async function sendNextPhoto(): Promise<boolean> {
    const mark = draft.value!.values.budget_items.map(({ quote }) => quote).find((quote) => isLocalPhoto(quote) && !isRefused(quote))
    if (!mark || pen !== lastPen) return false
    const photo = await (await database()).get('photos', mark)
    if (!photo) return replaceQuote(mark, null)
    const project = draft.value!.key
    const door = { state: photoState.bind(null, project), send: sendPiece.bind(null, project) }
    try {
      const address = await uploadPhoto(photo, door, (part) => photosUnderWay.set(mark, { part, problem: '' }), () => !textWaits && pen === lastPen)
      noteAnswer(true)
      return address ? replaceQuote(mark, address) : textWaits
    } catch (caught) {
      const isItsOwn = caught instanceof PhotoRefused || (caught instanceof Refused && caught.kind === 'QuoteRefused')
      if (!isItsOwn) throw caught
      photosUnderWay.set(mark, { part: 0, problem: caught.message })
      return true
    }
  }

  /** The address takes the place of the mark, wherever it stands by now. */
  async function replaceQuote(mark: string, address: string | null): Promise<boolean> {
    if (pen !== lastPen) return false
    photosUnderWay.delete(mark)
    for (const item of draft.value!.values.budget_items) {
      if (item.quote !== mark) continue
      if (!address) toast(t('quote.lost', { label: item.label }), { tone: 'no' })
      item.quote = address
    }
    draft.value!.dirty = textWaits = true
    await keep()
    return true
  }

  /** Once more, though the server refused it. */
  async function sendPhotoAgain(mark: string): Promise<void> {
    photosUnderWay.delete(mark)
    await save()
  }

  /** The text on the server wins; what the phone holds goes. */
  async function takeServers(): Promise<void> {
    if (!draft.value) return
    await (await database()).delete('drafts', draft.value.key)
    draft.value.dirty = textWaits = false
    saving.value = 'saved'
    await readServer().catch((caught: unknown) => (error.value = caught))
  }

  /** The text on the phone wins: it is saved upon the server's newest version. */
  async function keepMine(): Promise<void> {
    if (!draft.value) return
    try {
      const fresh = await myProposal(draft.value.key)
      proposal.value = fresh
      draft.value.modified = fresh.modified
      newest.delete(draft.value.key)
      textWaits = true
      saving.value = 'kept'
      await save()
    } catch (caught) {
      noteTrouble(caught)
    }
  }

  /** Takes a newer version that an action of the server has made. */
  async function take(server: Proposal): Promise<void> {
    if (draft.value) await (await database()).delete('drafts', draft.value.key)
    draft.value = undefined
    textWaits = false
    takeOver(server)
    saving.value = 'saved'
    await (await database()).put('answers', { content: server, at: new Date().toISOString() }, `proposal/${server.name}`)
  }

  const ready = load()
  onScopeDispose(whenNetworkReturnsHere(() => void (draft.value?.dirty ? save() : undefined)))
  onScopeDispose(() => {
    pensInHand -= 1
    void save()
  })

  return { proposal, draft, values: computed(() => draft.value?.values), error, loading, saving, refusal, ready, load, edit, save, sendPhotoAgain, takeServers, keepMine, take }
}

function endedBy(error: unknown): Saving {
  if (error instanceof Refused && STALE.has(error.kind)) return 'elsewhere'
  if (error instanceof LoggedOut || error instanceof NoAnswer || isWorthRetrying(error)) return 'kept'
  if (error instanceof Refused) return 'refused'
  throw error
}

export function valuesOf(proposal: Proposal): ProposalValues {
  return {
    title: proposal.title ?? '',
    call: proposal.call ?? '',
    sector: proposal.sector ?? '',
    kind: proposal.kind || 'Individual',
    description: proposal.description ?? '',
    market: proposal.market ?? '',
    place_of_activity: proposal.place_of_activity ?? '',
    jobs_planned: proposal.jobs_planned ?? null,
    budget_items: proposal.budget_items.map(({ label, amount_centimes, quote }) => ({ label: label ?? '', amount_centimes, quote: quote || null })),
    requested_centimes: proposal.requested_centimes,
    own_cash_centimes: proposal.own_cash_centimes,
    own_kind_centimes: proposal.own_kind_centimes,
    change_answer: proposal.change_answer ?? '',
    change_answers: Object.fromEntries((proposal.requested_changes ?? []).map(({ row, answer }) => [row, answer ?? ''])),
  }
}

/** Is it more than an empty line? The server takes no item without words. */
function isFilled(item: BudgetItem): boolean {
  return Boolean(item.label.trim() || item.amount_centimes)
}

/** Does the phone hold what a saved text leaves out: photos under way, photos of things without a name? */
function holdsMore(values: ProposalValues): boolean {
  return values.budget_items.some((item) => isLocalPhoto(item.quote) || (item.quote && !isFilled(item)))
}

/** What the server can take: a photo that is only on the phone is not an address, an empty line is not an item. */
function withoutLocalPhotos(values: ProposalValues): ProposalValues {
  return {
    ...values,
    budget_items: values.budget_items.filter(isFilled).map((item) => ({ ...item, quote: isLocalPhoto(item.quote) ? null : item.quote })),
  }
}

/** A copy without Vue's proxies, which IndexedDB cannot store. */
function plain(draft: Draft): Draft {
  return JSON.parse(JSON.stringify(draft)) as Draft
}
