/** The lock file pins versions and content (integrity), never a place: everybody fetches from their own registry. */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const placed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved)

if (process.argv.includes('--fix')) {
  for (const [, entry] of placed) delete entry.resolved
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
} else if (placed.length) {
  console.error(`package-lock.json names a registry ${placed.length} times. Run "node scripts/lint-lockfile.mjs --fix".`)
  process.exit(1)
}
