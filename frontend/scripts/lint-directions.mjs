/** Fails when a style of the app does not mirror. Lists each place. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { physicalDirections, physicalDirectionsOfComponent } from './directions.mjs'

const sources = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(sources, { recursive: true }).map((name) => join(sources, name))

let count = 0
for (const file of files.filter((name) => /\.(css|vue)$/.test(name))) {
  const text = readFileSync(file, 'utf8')
  for (const { line, text: rule } of file.endsWith('.vue') ? physicalDirectionsOfComponent(text) : physicalDirections(text)) {
    console.error(`${relative(process.cwd(), file)}:${line}: "${rule}" does not mirror; use the logical property.`)
    count += 1
  }
}
process.exit(count ? 1 : 0)
