/** What a catalogue must hold: every key of the English one, so that a missing message does not compile. */
import type { en } from './en'

export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>
export type Message = string | PluralForms
export type MessageKey = keyof typeof en
export type Catalogue = Record<MessageKey, Message>
