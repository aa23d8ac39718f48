import { expect, test } from 'vitest'

import { spacedPhone } from '@/language/phone'

test('a Moroccan number is shown as people say it, another as it is', () => {
  expect(spacedPhone('+212612345678')).toBe('06\u00a012\u00a034\u00a056\u00a078')
  expect(spacedPhone('+33612345678')).toBe('+33612345678')
})
