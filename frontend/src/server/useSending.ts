/** A write that a person waits for: one key for the same words, so that a second try is never a second deed. */
import { ref } from 'vue'

import { Refused } from './errors'
import { explain } from './explain'
import { noteTrouble } from './useAnswer'

/** One key for each content: the same again is the same, other words are another deed. */
export class ClientKeys {
  private readonly keys = new Map<string, string>()

  keyFor(content: object): string {
    const text = JSON.stringify(content)
    const key = this.keys.get(text) ?? crypto.randomUUID()
    this.keys.set(text, key)
    return key
  }

  /** The server has answered: whatever comes next is new. */
  answered(content: object): void {
    this.keys.delete(JSON.stringify(content))
  }
}

export function useSending() {
  const sending = ref(false)
  const problem = ref('')
  /** What the server said of single fields: field -> sentence. */
  const fields = ref<Record<string, string>>({})
  const keys = new ClientKeys()

  /** Sends `content`; answers with what `work` answers, or undefined after a failure, told in `problem`. */
  async function send<T>(content: object, work: (clientKey: string) => Promise<T>): Promise<T | undefined> {
    if (sending.value) return undefined
    sending.value = true
    problem.value = ''
    fields.value = {}
    try {
      const answer = await work(keys.keyFor(content))
      keys.answered(content)
      return answer
    } catch (error) {
      noteTrouble(error)
      if (error instanceof Refused) {
        keys.answered(content)
        fields.value = error.fields
      }
      problem.value = explain(error)
      return undefined
    } finally {
      sending.value = false
    }
  }

  return { sending, problem, fields, send }
}
