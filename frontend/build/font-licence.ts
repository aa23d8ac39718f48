import { readFileSync } from 'node:fs'

import type { Plugin } from 'vite'

/** The font is shipped, so its licence (OFL 1.1) is shipped beside it. */
export function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(new URL('../node_modules/@fontsource-variable/readex-pro/LICENSE', import.meta.url))
      this.emitFile({ type: 'asset', fileName: 'READEX-PRO-LICENSE.txt', source })
    },
  }
}
