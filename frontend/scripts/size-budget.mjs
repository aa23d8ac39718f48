/**
 * What a phone loads before the first page can be used, in kB after gzip (fonts are compressed already).
 *
 * The page, its script and style, one language, the Arabic letters, and the first page of each home with all that it
 * imports: the largest sum counts. The budget is P10 of the specification: 200 kB.
 *
 *   node scripts/size-budget.mjs [folder of the built app]
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const BUDGET = 200_000
const ENTRY = 'src/main.ts'
const LANGUAGES = ['src/language/ar.ts', 'src/language/fr.ts', 'src/language/en.ts']
const FIRST_PAGES = ['src/shell/LoginPage.vue', 'src/trainer/SessionsPage.vue', 'src/woman/PathPage.vue', 'src/funder/InboxPage.vue']

const built = process.argv[2] ?? fileURLToPath(new URL('../../apps/women_incubation/public/frontend', import.meta.url))
const chunks = JSON.parse(readFileSync(join(built, 'build.json'), 'utf8'))

function filesOf(name, seen = new Set(), files = new Set()) {
  if (seen.has(name)) return files
  seen.add(name)
  const chunk = chunks[name]
  for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
  for (const each of chunk.imports ?? []) filesOf(each, seen, files)
  return files
}

function weight(file) {
  const path = join(built, file)
  return file.endsWith('.woff2') ? statSync(path).size : gzipSync(readFileSync(path), { level: 9 }).length
}

let worst = 0
for (const page of FIRST_PAGES) {
  const languages = LANGUAGES.map((language) => [...filesOf(language)].reduce((sum, file) => sum + weight(file), 0))
  const files = new Set([...filesOf(ENTRY), ...filesOf(page)])
  const sum = [...files].reduce((total, file) => total + weight(file), 0) + Math.max(...languages)
  worst = Math.max(worst, sum)
  console.log(`${page.padEnd(30)} ${(sum / 1000).toFixed(1)} kB in ${files.size + 1} files`)
}
if (worst > BUDGET) {
  console.error(`The first load weighs ${(worst / 1000).toFixed(1)} kB; the budget is ${BUDGET / 1000} kB.`)
  process.exit(1)
}
