/** The questions of a registration, in short steps: asked of a woman who registers herself and of who registers her. */
import type { MessageKey } from '@/language/catalogue'
import type { PersonValues } from '@/server/contract'

export interface Question {
  field: string
  kind: 'text' | 'latin' | 'birth' | 'phone' | 'email' | 'number' | 'long' | 'choice' | 'select'
  needed?: boolean
  hint?: MessageKey
  /** The options of a choice: value -> words. */
  options?: Record<string, MessageKey>
}

const CATEGORIES = ['Woman in a Difficult Situation', 'Woman Project Holder', 'Care Leaver']
const SCHOOLS = ['None', 'Literacy Programme', 'Primary', 'Lower Secondary', 'Upper Secondary', 'Vocational', 'Higher']
const words = (prefix: string, values: string[]) => Object.fromEntries(values.map((value) => [value, `${prefix}.${value}` as MessageKey]))

export const WHO: Question[] = [
  { field: 'first_name_ar', kind: 'text', needed: true, hint: 'register.names.hint' },
  { field: 'last_name_ar', kind: 'text', needed: true },
  { field: 'first_name', kind: 'latin', needed: true },
  { field: 'last_name', kind: 'latin', needed: true },
  { field: 'birth_date', kind: 'birth', needed: true },
  { field: 'cnie', kind: 'latin', hint: 'register.cnie.hint' },
]

export const ABOUT: Question[] = [
  { field: 'category', kind: 'choice', needed: true, options: words('category', CATEGORIES) },
  { field: 'education_level', kind: 'select', options: words('education', SCHOOLS) },
  { field: 'children_count', kind: 'number' },
  { field: 'project_idea', kind: 'long', hint: 'register.project_idea.hint' },
]

export const REACH: Question[] = [
  { field: 'phone', kind: 'phone', hint: 'register.phone.hint' },
  { field: 'email', kind: 'email' },
]

/** The fields of `questions` that must be answered and are not. */
export function unanswered(questions: readonly Question[], values: PersonValues): string[] {
  return questions.filter(({ field, needed }) => needed && !values[field]?.trim()).map(({ field }) => field)
}

/** What is sent: no blank answers, numbers as numbers. */
export function answersOf(values: PersonValues): Record<string, string | number> {
  const filled = Object.entries(values).filter(([, value]) => value.trim())
  return Object.fromEntries(filled.map(([field, value]) => [field, field === 'children_count' ? Number(value) : value.trim()]))
}
