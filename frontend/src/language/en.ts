/** English: the list of everything the app says. The other languages must have the same keys. */
import type { PluralForms } from './catalogue'
import { field } from './en/field'
import { funder } from './en/funder'
import { guest } from './en/guest'
import { own } from './en/own'
import { shell } from './en/shell'
import { trainer } from './en/trainer'
import { woman } from './en/woman'
import { words } from './en/words'

export const en = { ...shell, ...words, ...trainer, ...woman, ...funder, ...field, ...guest, ...own } satisfies Record<string, string | PluralForms>
