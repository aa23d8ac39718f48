import { describe, expect, it } from 'vitest'

import { formatAmount, formatCentimes, latinDigits, parseDirhams, spacedRib, typedDirhams } from '@/language/money'

/** Spaces that do not break, as they are easier to read in a test. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('amounts in words', () => {
  it.each([
    [0, '0 DH'],
    [5, '0,05 DH'],
    [100, '1 DH'],
    [123456, '1 234,56 DH'],
    [100000000, '1 000 000 DH'],
    [-123456, '−1 234,56 DH'],
  ])('%i centimes in French are %s', (centimes, words) => {
    expect(plain(formatCentimes(centimes, 'fr'))).toBe(words)
  })

  it('takes Latin digits and the dirham in Arabic', () => {
    expect(plain(formatCentimes(123456, 'ar'))).toBe('1 234,56 درهم')
  })

  it('groups as English does', () => {
    expect(formatAmount(123456789, 'en')).toBe('1,234,567.89')
  })
})

describe('amounts as typed', () => {
  it.each([
    ['1500', 150000],
    ['1 500,5', 150050],
    ['1500.05', 150005],
    ['1\u202f234,56 DH', 123456],
    ['١٢٣٤٫٥٦', 123456],
    ['0,1', 10],
    ['12,', 1200],
    ['9 999 999 999,99 درهم', 999999999999],
  ])('%s is %i centimes', (typed, centimes) => {
    expect(parseDirhams(typed)).toEqual({ centimes, error: null })
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'number'],
    ['-5', 'number'],
    ['1,2,3', 'number'],
    ['1e5', 'number'],
    ['10,005', 'decimals'],
    ['10000000000', 'large'],
    ['1'.repeat(400), 'large'],
  ])('%s is refused: %s', (typed, error) => {
    expect(parseDirhams(typed)).toEqual({ centimes: null, error })
  })

  it('comes back as it would be typed', () => {
    for (const centimes of [0, 1, 10, 99, 100, 123456, 999999999999]) {
      expect(parseDirhams(typedDirhams(centimes)).centimes).toBe(centimes)
    }
    expect(typedDirhams(null)).toBe('')
  })

  it('reads every digit of Arabic and Persian', () => {
    expect(latinDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789')
  })
})

it('shows a RIB in its four parts, and anything else as it is', () => {
  expect(plain(spacedRib('230450123456789012345678'))).toBe('230 450 1234567890123456 78')
  expect(spacedRib('12')).toBe('12')
})
