import { beforeEach, describe, expect, it } from 'vitest'

import type { Database } from '@/offline/database'
import { NoAnswer } from '@/server/errors'
import { dropLostFaces, facesFor } from '@/trainer/useFaces'

import { freshDatabase, makeRow, makeSession } from './memory'

const ROWS = [makeRow('BEN-1', { photo: 'aaa' }), makeRow('BEN-2'), makeRow('BEN-3', { photo: null })]
const answer = (version: string) => ({ faces: [{ beneficiary: 'BEN-1', version, picture: version }] })

describe('portraits of a roster', () => {
  let database: Database
  let asked = 0
  const read = (version: string) => async () => {
    asked += 1
    return answer(version)
  }
  beforeEach(async () => {
    database = await freshDatabase()
    asked = 0
  })

  it('are read once and then come from the phone', async () => {
    expect(await facesFor(database, 'SES-1', ROWS, read('aaa'))).toEqual({ 'BEN-1': 'data:image/jpeg;base64,aaa' })
    const away = () => Promise.reject(new NoAnswer())
    expect(await facesFor(database, 'SES-1', ROWS, away)).toEqual({ 'BEN-1': 'data:image/jpeg;base64,aaa' })
    expect(asked).toBe(1)
  })

  it('are read again when a picture has changed, and an old one is not shown meanwhile', async () => {
    await facesFor(database, 'SES-1', ROWS, read('aaa'))
    const renewed = [makeRow('BEN-1', { photo: 'bbb' })]
    expect(await facesFor(database, 'SES-1', renewed, () => Promise.reject(new NoAnswer()))).toEqual({})
    expect(await facesFor(database, 'SES-1', renewed, read('bbb'))).toEqual({ 'BEN-1': 'data:image/jpeg;base64,bbb' })
  })

  it('ask nothing for a roster of women without pictures', async () => {
    expect(await facesFor(database, 'SES-1', ROWS.slice(1), read('aaa'))).toEqual({})
    expect(asked).toBe(0)
  })

  it('leave the phone when no session names them', async () => {
    await facesFor(database, 'SES-1', ROWS, read('aaa'))
    await dropLostFaces(database, [makeSession({ roster: ROWS })])
    expect(await database.count('faces')).toBe(1)
    await dropLostFaces(database, [makeSession({ roster: [makeRow('BEN-1')] })])
    expect(await database.count('faces')).toBe(0)
  })
})
