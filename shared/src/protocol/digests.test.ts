import type { IndexKey } from '@tldraw/utils'
import { createDecoder, hasContent } from 'lib0/decoding'
import { encode, writeVarUint } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type BoardDigest, digestBoard } from '../board/BoardDigest.ts'
import { BoardProjection } from '../board/BoardProjection.ts'
import { recordsOf } from '../board/boardDocument.ts'
import { buildCard, buildCluster } from '../board/buildRecords.ts'
import { putRecord } from '../board/recordWrites.ts'
import type { BoardId, ParticipantId } from '../domain/ids.ts'
import { readDigests, writeDigest } from './digests.ts'

/** Golden bytes: clients of every version rely on them, as on the bytes in `frameCodec.test.ts`. */
describe('[WIRE2] a digest, byte for byte', () => {
	const digest: BoardDigest = {
		board: 'b1' as BoardId,
		box: { x: -100, y: 5, w: 610, h: 500 },
		shapes: Uint8Array.of(0, 1, 2, 3, 4),
		cards: { obstacle: 1, solution: 2, case: 3, resource: 4, question: 5, action: 6, note: 7 },
		coverage: { obstacles: 9, answered: 4, open: 5, shared: 2 },
		writers: ['p1' as ParticipantId],
		fresh: 3,
		touchedAt: 1_800_000_000_000,
	}
	const bytesOf = (digests: readonly BoardDigest[]) =>
		encode((encoder) => {
			writeVarUint(encoder, digests.length)
			for (const one of digests) writeDigest(encoder, one)
		})

	it('is encoded as these bytes', () => {
		expect(Buffer.from(bytesOf([digest])).toString('hex')).toBe(
			'01026231e40105e204f4030500010203040701020304050607090402010270310380a0f1c2b134',
		)
	})

	it('is read as it was written', () => {
		const others = [{ ...digest, board: 'b2' as BoardId, touchedAt: null }]
		const decoder = createDecoder(bytesOf([digest, ...others]))
		expect(readDigests(decoder)).toEqual([digest, ...others])
		expect(hasContent(decoder)).toBe(false)
	})

	it('is read as it was written, with shapes of any size and position', () => {
		const doc = new Y.Doc()
		const far = { x: 1e300, y: -1e300, index: 'a1' as IndexKey }
		putRecord(recordsOf(doc), buildCluster('f', far, { title: '', w: 1e300, h: 1e300 }))
		putRecord(recordsOf(doc), buildCard('c', { ...far, parent: 'shape:f' }, {}))
		const projection = new BoardProjection(recordsOf(doc))
		projection.readAll()
		const written = { ...digest, ...digestBoard(projection.shown) }
		expect(readDigests(createDecoder(bytesOf([written])))).toEqual([written])
	})
})
