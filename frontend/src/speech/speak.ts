/** The browser's own voice. Nothing is sent by us; a phone without a voice for the language has no button. */
import { ref } from 'vue'

import type { Language } from '@/language/language'

const engine = typeof speechSynthesis === 'undefined' ? null : speechSynthesis
const voices = ref<SpeechSynthesisVoice[]>(engine?.getVoices() ?? [])

// Voices arrive late, and on some phones only after they were asked for.
engine?.addEventListener?.('voiceschanged', () => (voices.value = engine.getVoices()))

function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  const fitting = voices.value.filter((voice) => voice.lang.toLowerCase().startsWith(language))
  return fitting.find((voice) => /[-_]ma$/i.test(voice.lang)) ?? fitting.find((voice) => voice.localService) ?? fitting[0]
}

export function canSpeak(language: Language): boolean {
  return engine !== null && voiceFor(language) !== undefined
}

export function speak(text: string, language: Language, ended: () => void): void {
  const voice = voiceFor(language)
  if (!engine || !voice) return ended()
  engine.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.voice = voice
  utterance.lang = voice.lang
  utterance.rate = 0.9
  utterance.onend = ended
  utterance.onerror = ended
  engine.speak(utterance)
}

export function stopSpeaking(): void {
  engine?.cancel()
}
