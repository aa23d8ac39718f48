/** What is being written in a form, kept on this phone for its user until it is sent. */
import { databaseOf } from '@/offline/database'
import { session } from '@/session/session'

const nameOf = (form: string) => `words/${form}`

export async function keepWords(form: string, content: object): Promise<void> {
  const database = await databaseOf(session.value.user)
  await database.put('answers', { content: JSON.parse(JSON.stringify(content)) as unknown, at: new Date().toISOString() }, nameOf(form))
}

export async function keptWords<T>(form: string): Promise<T | undefined> {
  const database = await databaseOf(session.value.user)
  return (await database.get('answers', nameOf(form)))?.content as T | undefined
}

export async function dropWords(form: string): Promise<void> {
  await (await databaseOf(session.value.user)).delete('answers', nameOf(form))
}
