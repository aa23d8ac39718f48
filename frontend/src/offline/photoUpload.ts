/**
 * Sends a photo in pieces, and goes on where it stopped.
 *
 * A photo is named by the digest of its content. What the server has already, it says when it is asked: after a lost
 * network, a lost answer or a new start of the phone only what is missing goes, and a photo sent twice is one file.
 */
import type { PhotoName, PhotoState } from '@/server/contract'
import { ServerFault } from '@/server/errors'

/** Bytes of each piece but the last; the server takes no others. */
export const PIECE = 64 * 1024

export interface PhotoDoor {
  state: (photo: PhotoName) => Promise<PhotoState>
  send: (photo: PhotoName, number: number, piece: Blob) => Promise<PhotoState>
}

/** The server has the photo and does not take it: it is no picture, or it did not arrive whole. */
export class PhotoRefused extends Error {
  override name = 'PhotoRefused'
}

/**
 * The address of the photo once the server has it whole; null when `goOn` said no in between.
 *
 * `note` is told which part (0 to 1) the server has. Raises PhotoRefused, and what the door raises.
 */
export async function uploadPhoto(photo: Blob, door: PhotoDoor, note: (part: number) => void, goOn = () => true): Promise<string | null> {
  const name = await nameOf(photo)
  const pieces = Math.ceil(photo.size / PIECE)
  let state = await door.state(name)
  // A server that keeps losing what it was sent is not asked for ever.
  for (let sent = 0; sent < 2 * pieces && !state.file_url; sent++) {
    note(1 - state.missing.length / pieces)
    if (!goOn()) return null
    const number = state.missing[0] ?? 0
    state = await door.send(name, number, photo.slice(number * PIECE, (number + 1) * PIECE))
    if (state.refused) throw new PhotoRefused(state.refused)
  }
  if (!state.file_url) throw new ServerFault(200)
  note(1)
  return state.file_url
}

async function nameOf(photo: Blob): Promise<PhotoName> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await photo.arrayBuffer()))
  return { digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''), size: photo.size }
}
