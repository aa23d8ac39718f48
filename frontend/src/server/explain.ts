/** An error in the words of the person who meets it. */
import { t } from '@/language/language'

import { LoggedOut, NoAnswer, Refused, ServerFault } from './errors'

export function explain(error: unknown): string {
  if (error instanceof NoAnswer) return t('error.no-answer')
  if (error instanceof LoggedOut) return t('error.logged-out')
  if (error instanceof ServerFault) return t('error.server')
  if (error instanceof Refused) return error.messages.join('\n') || t('error.refused')
  return t('error.unknown')
}
