import { beforeEach, describe, expect, it } from 'vitest'

import { PhotoRefused, PIECE, uploadPhoto } from '@/offline/photoUpload'
import type { PhotoName, PhotoState } from '@/server/contract'
import { NoAnswer, ServerFault } from '@/server/errors'

const photoOf = (size: number) => new Blob([Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) % 251)], { type: 'image/jpeg' })

/** A server that keeps pieces by the photo's digest, as ours does, and says when to fail. */
class Server {
  readonly pieces = new Map<string, Map<number, Uint8Array>>()
  readonly files = new Map<string, Uint8Array>()
  readonly sent: number[] = []
  loseAnswerAt = -1
  failAt = -1
  refused: string | null = null

  readonly state = async (photo: PhotoName): Promise<PhotoState> => {
    const here = this.pieces.get(photo.digest) ?? new Map()
    const missing = [...Array(Math.ceil(photo.size / PIECE)).keys()].filter((number) => !here.has(number))
    const whole = this.files.has(photo.digest)
    return { missing: whole ? [] : missing, file_url: whole ? `/private/files/${photo.digest}` : null, refused: null }
  }

  readonly send = async (photo: PhotoName, number: number, piece: Blob): Promise<PhotoState> => {
    if (this.sent.length === this.failAt) throw new NoAnswer()
    this.sent.push(number)
    const here = this.pieces.get(photo.digest) ?? new Map<number, Uint8Array>()
    here.set(number, new Uint8Array(await piece.arrayBuffer()))
    this.pieces.set(photo.digest, here)
    if (this.refused) return { missing: [0], file_url: null, refused: this.refused }
    if (!(await this.state(photo)).missing.length) this.finish(photo.digest, here)
    if (this.sent.length - 1 === this.loseAnswerAt) throw new NoAnswer()
    return this.state(photo)
  }

  private finish(digest: string, here: Map<number, Uint8Array>): void {
    const parts = [...here].sort(([a], [b]) => a - b).flatMap(([, part]) => [...part])
    this.files.set(digest, Uint8Array.from(parts))
    this.pieces.delete(digest)
  }
}

let server: Server
const parts: number[] = []
const note = (part: number) => void parts.push(part)

beforeEach(() => {
  server = new Server()
  parts.length = 0
})

describe('a photo in pieces', () => {
  it('arrives whole, as it was, and its progress only grows', async () => {
    const photo = photoOf(3 * PIECE + 10)
    expect(await uploadPhoto(photo, server, note)).toMatch(/^\/private\/files\/[0-9a-f]{64}$/)
    expect([...server.files.values()][0]).toEqual(new Uint8Array(await photo.arrayBuffer()))
    expect(server.sent).toEqual([0, 1, 2, 3])
    expect(parts).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('goes on from the last piece that was acknowledged', async () => {
    const photo = photoOf(4 * PIECE)
    server.failAt = 2
    await expect(uploadPhoto(photo, server, note)).rejects.toThrow(NoAnswer)
    server.failAt = -1
    await uploadPhoto(photo, server, note)
    expect(server.sent).toEqual([0, 1, 2, 3])
  })

  it.each([1, 3])('sends nothing twice when the answer to piece %i is lost', async (lost) => {
    const photo = photoOf(4 * PIECE)
    server.loseAnswerAt = lost
    await expect(uploadPhoto(photo, server, note)).rejects.toThrow(NoAnswer)
    expect(await uploadPhoto(photo, server, note)).toMatch(/files/)
    expect(server.sent).toEqual([0, 1, 2, 3])
    expect(server.files.size).toBe(1)
  })

  it('makes room for something else after a piece, and goes on later', async () => {
    const photo = photoOf(3 * PIECE)
    let asked = 0
    expect(await uploadPhoto(photo, server, note, () => ++asked < 2)).toBeNull()
    expect(server.sent).toEqual([0])
    expect(await uploadPhoto(photo, server, note)).toMatch(/files/)
    expect(server.sent).toEqual([0, 1, 2])
  })

  it('says why the server does not take it', async () => {
    server.refused = 'This is no picture.'
    await expect(uploadPhoto(photoOf(5), server, note)).rejects.toThrow(new PhotoRefused('This is no picture.'))
  })

  it('does not send for ever to a server that keeps nothing', async () => {
    const forgetful = { state: server.state, send: (photo: PhotoName, number: number) => (server.sent.push(number), server.state(photo)) }
    await expect(uploadPhoto(photoOf(2 * PIECE), forgetful, note)).rejects.toThrow(ServerFault)
    expect(server.sent).toHaveLength(4)
  })
})
