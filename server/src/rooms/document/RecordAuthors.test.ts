import { buildCard, type ParticipantId, putRecord, recordsOf } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { RecordAuthors } from './RecordAuthors.ts'

const ANA = 'ana' as ParticipantId

it.each([
	['its creator', ANA, false, ANA],
	['another participant, from a missing range', 'li', false, undefined],
	['a facilitator', 'facilitator', true, ANA],
])('[AUTHOR1b] a record that is sent by %s has the author that follows', (_name, owner, isFacilitator, expected) => {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'rain' }, ANA))
	const authors = new RecordAuthors(records, () => ({ participant: ANA }))
	authors.restore(['shape:a'], { owner, isFacilitator })
	expect(records.get('shape:a')?.get('meta.author')).toBe(expected)
})
