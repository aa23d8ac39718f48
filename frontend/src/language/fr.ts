/** French: see `en.ts`. */
import type { Catalogue } from './catalogue'
import { funder } from './fr/funder'
import { shell } from './fr/shell'
import { trainer } from './fr/trainer'
import { woman } from './fr/woman'
import { words } from './fr/words'

export const fr: Catalogue = { ...shell, ...words, ...trainer, ...woman, ...funder }
