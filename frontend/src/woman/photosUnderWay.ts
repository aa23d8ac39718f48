/** How far the photos of this page have come, by their mark; what the server does not have is on the phone. */
import { reactive } from 'vue'

export interface UnderWay {
  /** The part that the server has, 0 to 1. */
  part: number
  /** Why the server does not take it; empty while it is on its way. */
  problem: string
}

export const photosUnderWay = reactive(new Map<string, UnderWay>())

export const isRefused = (mark: string) => Boolean(photosUnderWay.get(mark)?.problem)
