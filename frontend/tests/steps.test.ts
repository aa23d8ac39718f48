import { describe, expect, it } from 'vitest'

import type { OpenCall } from '@/server/contract'
import { emptyValues, gapsOf, leastOwn, stepOf, sumsOf } from '@/woman/steps'

const call: OpenCall = { name: 'CALL-1', title_fr: '', title_ar: '', opens_on: '2026-01-01', closes_on: '2026-12-31', ceiling_centimes: 30_000_000, own_contribution_percent: 40, max_share_percent: 60 }
const whole = {
  ...emptyValues('CALL-1'), title: 'Boulangerie', sector: 'Food Processing', description: 'Pain', market: 'Quartier', place_of_activity: 'Laayoune',
  budget_items: [{ label: 'Four', amount_centimes: 10_000_000, quote: '/private/files/q.jpg' }], own_cash_centimes: 3_000_000, own_kind_centimes: 1_000_000,
}

describe('sums', () => {
  it('are exact, and ask for what is left', () => {
    expect(sumsOf(whole)).toEqual({ total: 10_000_000, own: 4_000_000, requested: 6_000_000 })
    expect(sumsOf({ budget_items: [], own_cash_centimes: 5, own_kind_centimes: null })).toEqual({ total: 0, own: 5, requested: 0 })
  })

  it('demand the own part by percent, by the programme’s share and by its ceiling, whichever is more', () => {
    expect(leastOwn(10_000_000, call)).toBe(4_000_000)
    expect(leastOwn(10_000_001, call)).toBe(4_000_001)
    expect(leastOwn(100_000_000, call)).toBe(70_000_000)
    expect(leastOwn(10_000_000, { ...call, own_contribution_percent: 10, max_share_percent: 90 })).toBe(1_000_000)
    expect(leastOwn(0, call)).toBe(0)
  })
})

describe('what is missing', () => {
  it('is nothing in a whole proposal', () => {
    expect(gapsOf(whole, call)).toEqual([])
  })

  it('is named in every step of an empty one', () => {
    expect(new Set(gapsOf(emptyValues(''), call).map((gap) => gap.step))).toEqual(new Set(['idea', 'description', 'budget']))
  })

  it('is a quote that was not photographed', () => {
    const items = [{ label: 'Four', amount_centimes: 10_000_000, quote: null }]
    expect(gapsOf({ ...whole, budget_items: items }, call).map((gap) => gap.message)).toEqual(['gap.quote'])
  })

  it('is an own part that is too small or too large, and a request over the ceiling', () => {
    expect(gapsOf({ ...whole, own_cash_centimes: 0 }, call).map((gap) => gap.message)).toEqual(['gap.own'])
    expect(gapsOf({ ...whole, own_cash_centimes: 99_000_000 }, call).map((gap) => gap.message)).toEqual(['gap.own-too-much'])
    expect(gapsOf({ ...whole, budget_items: [{ label: 'Four', amount_centimes: 90_000_000, quote: 'local:1' }], own_cash_centimes: 40_000_000 }, call).map((gap) => gap.message)).toContain('gap.ceiling')
  })
})

it('knows where each field of the server is filled in', () => {
  expect([stepOf('title'), stepOf('market'), stepOf('budget_items[2].quote'), stepOf('own_contribution_cash'), stepOf('consent')]).toEqual(['idea', 'description', 'budget', 'contribution', null])
})
