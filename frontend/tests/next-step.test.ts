import { describe, expect, it } from 'vitest'

import type { MyPath, PathStep } from '@/server/contract'
import { nextOf } from '@/woman/nextStep'

function pathOf(steps: Partial<PathStep>[], projects: MyPath['projects'] = []): MyPath {
  const whole = steps.map((step) => ({ key: 'registered', state: 'done', date: null, detail: {}, ...step }) as PathStep)
  return { beneficiary: { name: 'BEN-1', full_name: 'A', full_name_ar: null, stage: '' }, steps: whole, training: null, projects }
}

const selected = (state: PathStep['state'], status: string): Partial<PathStep> => ({ key: 'selected', state, detail: { status } })

describe('the next thing to do', () => {
  it.each([
    ['Registered', 'current', 'next.commission', null],
    ['Waiting List', 'current', 'next.turn', '/selection'],
    ['Not Selected', 'blocked', 'next.refused', '/selection'],
  ] as const)('before a place is given: %s', (status, state, title, to) => {
    expect(nextOf(pathOf([selected(state, status), { key: 'trained', state: 'todo' }]), [])).toMatchObject({ title, to })
  })

  it('is the training once she has a place, and the project after it', () => {
    expect(nextOf(pathOf([selected('done', 'Selected'), { key: 'trained', state: 'current' }]), []).title).toBe('next.training')
    expect(nextOf(pathOf([selected('done', 'Selected'), { key: 'trained', state: 'done' }]), []).title).toBe('next.start')
  })

  it('is her money before everything, also for who never was in a selection', () => {
    const paid = { workflow_state: 'Paid' } as Parameters<typeof nextOf>[1][number]
    expect(nextOf(pathOf([selected('todo', '')]), [paid]).to).toBe('/payments')
    const project = { name: 'PRJ-1', title: 'A', workflow_state: 'Idea', modified: '' }
    expect(nextOf(pathOf([selected('todo', '')], [project]), []).to).toBe('/proposals/PRJ-1')
  })
})
