import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

import { build, type Plugin, type Rolldown } from 'vite'

interface Options {
  /** The worker's source. */
  entry: string
  /** The page that Frappe serves at /incubation: a change of it is a new shell. */
  shell: string
}

/** Files that the worker keeps, so that a second visit needs no network. */
const KEPT = /\.(js|css|woff2|svg|png|webmanifest)$/

/**
 * Builds the service worker after the app and writes the list of files to keep into it.
 *
 * The worker is one classic script (`sw.js`): browsers on low-end phones do not all load module workers.
 */
export function serviceWorker({ entry, shell }: Options): Plugin {
  let outDir = ''
  let base = '/'
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
      base = config.base
    },
    async writeBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((file) => KEPT.test(file)).sort()
      await buildWorker(entry, outDir, { kept: files.map((file) => base + file), version: versionOf(bundle, shell) })
    },
  }
}

function versionOf(bundle: Rolldown.OutputBundle, shell: string): string {
  const hash = createHash('sha256')
  for (const file of Object.keys(bundle).sort()) hash.update(file)
  if (existsSync(shell)) hash.update(readFileSync(shell))
  return hash.digest('hex').slice(0, 12)
}

async function buildWorker(entry: string, outDir: string, list: { kept: string[]; version: string }): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      __KEPT_FILES__: JSON.stringify(list.kept),
      __SHELL_VERSION__: JSON.stringify(list.version),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir,
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  })
}
