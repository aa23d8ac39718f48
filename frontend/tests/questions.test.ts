import { describe, expect, it } from 'vitest'

import { answersOf, unanswered, WHO } from '@/people/questions'
import { womanOf } from '@/trainer/qr'

describe('the questions of a registration', () => {
  it('name what is missing, blanks included', () => {
    expect(unanswered(WHO, { first_name_ar: 'غزلان', last_name_ar: ' ' })).toEqual(['last_name_ar', 'first_name', 'last_name', 'birth_date'])
  })

  it('send no blank answers, and numbers as numbers', () => {
    expect(answersOf({ first_name: ' Ghizlane ', cnie: ' ', children_count: '2' })).toEqual({ first_name: 'Ghizlane', children_count: 2 })
  })
})

describe("a woman's card", () => {
  it('names her, and nothing else is a card', () => {
    expect(womanOf('WI:B:a81c2f')).toBe('a81c2f')
    expect(womanOf('WI:S:a81c2f')).toBeNull()
    expect(womanOf('https://example.org')).toBeNull()
  })
})
