/** Words that somebody else has for single fields of a form, shown where the field is asked: field -> words. */
import { inject, provide, ref, type InjectionKey, type Ref } from 'vue'

type Notes = Readonly<Ref<Record<string, string>>>

const NOTES: InjectionKey<Notes> = Symbol('field notes')

export const provideFieldNotes = (notes: Notes) => provide(NOTES, notes)
export const useFieldNotes = (): Notes => inject(NOTES, () => ref({}), true)
