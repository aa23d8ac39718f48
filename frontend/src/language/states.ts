/** Workflow states and actions, which the server names in English, in the language of the screen. */
import type { MessageKey } from './catalogue'
import { t } from './language'

export type Tone = 'good' | 'attention' | 'no' | 'info' | 'nila'

const TONES: Record<string, Tone> = {
  Idea: 'info',
  'Changes Requested': 'attention',
  'Waiting List': 'attention',
  Approved: 'good',
  Contracted: 'good',
  'In Incubation': 'good',
  'Activity Started': 'good',
  'Economically Integrated': 'good',
  Rejected: 'no',
  Discontinued: 'no',
  Withdrawn: 'no',
  Paid: 'good',
  Received: 'good',
  Returned: 'attention',
  Bounced: 'no',
}

export function stateTone(state: string): Tone {
  return TONES[state] ?? 'nila'
}

export function stateWords(state: string): string {
  return wordsOf(`workflow.${state}`, state)
}

export function actionWords(action: string): string {
  return wordsOf(`workflow-action.${action}`, action)
}

/** A step that a disbursement has passed, as somebody's deed: "Verified". */
export function stepWords(step: string): string {
  return wordsOf(`workflow-step.${step}`, step)
}

function wordsOf(key: string, otherwise: string): string {
  const words = t(key as MessageKey)
  return words === key ? otherwise : words
}
