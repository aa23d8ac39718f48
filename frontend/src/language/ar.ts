/** Arabic: see `en.ts`. */
import type { Catalogue } from './catalogue'
import { field } from './ar/field'
import { funder } from './ar/funder'
import { guest } from './ar/guest'
import { own } from './ar/own'
import { shell } from './ar/shell'
import { trainer } from './ar/trainer'
import { woman } from './ar/woman'
import { words } from './ar/words'

export const ar: Catalogue = { ...shell, ...words, ...trainer, ...woman, ...funder, ...field, ...guest, ...own }
