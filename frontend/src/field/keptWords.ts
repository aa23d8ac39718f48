/** What is being written in a form, with its photos, kept on this phone for its user until it is sent. */
import { databaseOf } from '@/offline/database'
import { session } from '@/session/session'

const nameOf = (form: string) => `words/${form}`
const filesOf = (form: string) => `files/${form}`

export async function keepWords(form: string, content: object): Promise<void> {
  const database = await databaseOf(session.value.user)
  await database.put('answers', { content: JSON.parse(JSON.stringify(content)) as unknown, at: new Date().toISOString() }, nameOf(form))
}

export async function keptWords<T>(form: string): Promise<T | undefined> {
  const database = await databaseOf(session.value.user)
  return (await database.get('answers', nameOf(form)))?.content as T | undefined
}

export async function dropWords(form: string): Promise<void> {
  const database = await databaseOf(session.value.user)
  await database.delete('answers', nameOf(form))
  await database.delete('answers', filesOf(form))
}

/** Files are kept as they are, beside the words of their form. */
export async function keepFiles(form: string, files: object[]): Promise<void> {
  const database = await databaseOf(session.value.user)
  await database.put('answers', { content: files, at: new Date().toISOString() }, filesOf(form))
}

export async function keptFiles<T>(form: string): Promise<T[]> {
  const database = await databaseOf(session.value.user)
  return ((await database.get('answers', filesOf(form)))?.content as T[] | undefined) ?? []
}
