import { describe, expect, it } from 'vitest'

import { ar } from '@/language/ar'
import type { Message } from '@/language/catalogue'
import { en } from '@/language/en'
import { fr } from '@/language/fr'
import { frenchSpaces } from '@/language/language'

const catalogues: Record<string, Record<string, Message>> = { en, fr, ar }
const texts = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message))
const holes = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))

describe('the three catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort())
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort())
  })

  it('name no value that the English message does not have', () => {
    for (const [key, message] of Object.entries(en) as [string, Message][]) {
      const known = new Set(texts(message).flatMap((text) => [...holes(text)]))
      for (const language of ['fr', 'ar']) {
        for (const text of texts(catalogues[language]![key]!)) {
          for (const hole of holes(text)) expect(known, `${language}: ${key}`).toContain(hole)
        }
      }
    }
  })

  it('leave no message empty, and none of the Arabic ones in Latin', () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      for (const [key, message] of Object.entries(catalogue)) {
        for (const text of texts(message)) {
          expect(text.trim(), `${language}: ${key}`).not.toBe('')
          if (language === 'ar') expect(text, key).toMatch(/[\u0600-\u06ff]/)
        }
      }
    }
  })

  it('have a word for every number in Arabic where English has one', () => {
    for (const [key, message] of Object.entries(en) as [string, Message][]) {
      if (typeof message === 'string') continue
      const forms = catalogues.ar![key]!
      expect(typeof forms === 'object' && forms.one !== undefined, key).toBe(true)
    }
  })
})

it('a French sign never stands alone on a line', () => {
  expect(frenchSpaces('« Four » : reçu ?')).toBe('«\u00a0Four\u00a0»\u00a0: reçu\u00a0?')
})
