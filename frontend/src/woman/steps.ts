/** The short steps in which a proposal is written, and what each of them still wants. */
import { Coins, HandCoins, Lightbulb, ListChecks, NotebookPen } from '@lucide/vue'
import type { Component } from 'vue'

import type { MessageKey } from '@/language/catalogue'
import type { OpenCall, ProposalValues } from '@/server/contract'

export const STEPS = ['idea', 'description', 'budget', 'contribution', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STEP_LOOKS: Record<Step, { label: MessageKey; icon: Component }> = {
  idea: { label: 'proposal.idea', icon: Lightbulb },
  description: { label: 'proposal.description', icon: NotebookPen },
  budget: { label: 'proposal.budget', icon: Coins },
  contribution: { label: 'proposal.contribution', icon: HandCoins },
  review: { label: 'proposal.review', icon: ListChecks },
}

export const SECTORS = ['Agriculture', 'Crafts', 'Food Processing', 'Trade', 'Services', 'Fishing', 'Tourism', 'Digital', 'Other'] as const
export const KINDS = ['Individual', 'Collective'] as const

export function isStep(value: unknown): value is Step {
  return STEPS.includes(value as Step)
}

/** The step in which a field of the server is filled in; null when it is not the woman's to fill. */
export function stepOf(field: string): Step | null {
  const found = Object.entries(FIELDS).find(([, fields]) => fields.includes(field.replace(/\[.*/, '').split('.')[0]!))
  return (found?.[0] as Step) ?? null
}

const FIELDS: Record<Exclude<Step, 'review'>, string[]> = {
  idea: ['title', 'call', 'sector', 'kind'],
  description: ['description', 'market', 'place_of_activity', 'jobs_planned', 'change_answer', 'members'],
  budget: ['budget_items', 'total_cost', 'total_centimes', 'quote'],
  contribution: ['own_cash_centimes', 'own_kind_centimes', 'own_contribution_cash', 'own_contribution_kind', 'own_contribution_proof', 'requested_centimes', 'requested_amount'],
}

/** Where the field of the server is asked on the page; they differ for amounts. */
const ASKED_AT: Record<string, string> = { own_contribution_cash: 'own_cash_centimes', own_contribution_kind: 'own_kind_centimes', requested_amount: 'own_cash_centimes', own_contribution_proof: 'own_kind_centimes', members: 'description' }

export function askedAt(field: string): string {
  return ASKED_AT[field] ?? field
}

export interface Gap {
  step: Step
  field: string
  message: MessageKey
}

/** What is missing as far as the phone can tell; the server says the rest. */
export function gapsOf(values: ProposalValues, call: OpenCall | null): Gap[] {
  const sums = sumsOf(values)
  const gaps: (Gap | false)[] = [
    !values.title.trim() && { step: 'idea', field: 'title', message: 'gap.title' },
    !values.call && { step: 'idea', field: 'call', message: 'gap.call' },
    !values.sector && { step: 'idea', field: 'sector', message: 'gap.sector' },
    !values.description.trim() && { step: 'description', field: 'description', message: 'gap.description' },
    !values.market.trim() && { step: 'description', field: 'market', message: 'gap.market' },
    !values.place_of_activity.trim() && { step: 'description', field: 'place_of_activity', message: 'gap.place' },
    !values.budget_items.length && { step: 'budget', field: 'budget_items', message: 'gap.budget' },
    values.budget_items.some((item) => !item.label.trim() || !item.amount_centimes) && { step: 'budget', field: 'budget_items', message: 'gap.item' },
    values.budget_items.some((item) => item.label.trim() && !item.quote) && { step: 'budget', field: 'budget_items', message: 'gap.quote' },
    call !== null && sums.own < leastOwn(sums.total, call) && { step: 'contribution', field: 'own_cash_centimes', message: 'gap.own' },
    sums.own > sums.total && { step: 'contribution', field: 'own_cash_centimes', message: 'gap.own-too-much' },
    call !== null && sums.requested > call.ceiling_centimes && { step: 'contribution', field: 'own_cash_centimes', message: 'gap.ceiling' },
  ]
  return gaps.filter((gap): gap is Gap => gap !== false)
}

export interface Sums {
  total: number
  own: number
  requested: number
}

/** What the project costs, what she brings and what is left to ask for, in centimes. */
export function sumsOf(values: Pick<ProposalValues, 'budget_items' | 'own_cash_centimes' | 'own_kind_centimes'>): Sums {
  const total = values.budget_items.reduce((sum, item) => sum + (item.amount_centimes ?? 0), 0)
  const own = (values.own_cash_centimes ?? 0) + (values.own_kind_centimes ?? 0)
  return { total, own, requested: Math.max(0, total - own) }
}

/** The least that she must bring herself: the call's percentage, and what is over its share or its ceiling. */
export function leastOwn(total: number, call: Pick<OpenCall, 'own_contribution_percent' | 'max_share_percent' | 'ceiling_centimes'>): number {
  const byPercent = Math.ceil((total * call.own_contribution_percent) / 100)
  const overShare = total - Math.floor((total * call.max_share_percent) / 100)
  return Math.max(byPercent, call.max_share_percent ? overShare : 0, total - call.ceiling_centimes, 0)
}

export function emptyValues(call: string): ProposalValues {
  return {
    title: '',
    call,
    sector: '',
    kind: 'Individual',
    description: '',
    market: '',
    place_of_activity: '',
    jobs_planned: 1,
    budget_items: [{ label: '', amount_centimes: null, quote: null }],
    requested_centimes: null,
    own_cash_centimes: null,
    own_kind_centimes: null,
    change_answer: '',
  }
}

/** The server demands these before it keeps a proposal at all. */
export function canBeSaved(values: ProposalValues): boolean {
  return Boolean(values.title.trim() && values.call && values.sector && values.kind)
}
