/** French: see `en.ts`. */
import type { Catalogue } from './catalogue'
import { field } from './fr/field'
import { funder } from './fr/funder'
import { guest } from './fr/guest'
import { own } from './fr/own'
import { shell } from './fr/shell'
import { trainer } from './fr/trainer'
import { woman } from './fr/woman'
import { words } from './fr/words'

export const fr: Catalogue = { ...shell, ...words, ...trainer, ...woman, ...funder, ...field, ...guest, ...own }
