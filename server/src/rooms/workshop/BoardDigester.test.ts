import {
	type BoardDigest,
	type BoardId,
	buildCard,
	countCards,
	putRecord,
	readDigests,
	recordsOf,
} from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeDigests } from '../members/frameCodec.ts'
import { BoardDigester } from './BoardDigester.ts'

const BOARD = 'board1' as BoardId

function write(doc: Y.Doc, ids: readonly string[]): void {
	doc.transact(() => {
		for (const id of ids)
			putRecord(
				recordsOf(doc),
				buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { kind: 'obstacle', text: 'Permits' }),
			)
	}, 'own')
}

function setUp() {
	let now = 1_000_000
	const digester = new BoardDigester(BOARD, () => now)
	const read = () => {
		if (!digester.refresh()) return null
		digester.sequence++
		const decoder = decoding.createDecoder(encodeDigests([digester.encoded]))
		decoding.readVarUint(decoder)
		return readDigests(decoder)[0] ?? null
	}
	return { digester, read, wait: (ms: number) => (now += ms) }
}
const countIn = (digest: BoardDigest | null) => digest && countCards(digest)

describe('[FAN5a] the digest of a board', () => {
	it('shows a document that was loaded again, although no edit follows', () => {
		const { digester, read } = setUp()
		const first = new Y.Doc()
		digester.observe(first)
		expect(countIn(read())).toBe(0)
		first.destroy()
		const loaded = new Y.Doc()
		write(loaded, ['a', 'b'])
		digester.observe(loaded)
		expect(countIn(read())).toBe(2)
		expect(read()).toBeNull()
	})

	it('counts added cards as new for a minute, but not those that return by undo', () => {
		const { digester, read, wait } = setUp()
		const doc = new Y.Doc()
		write(doc, ['a', 'b'])
		digester.observe(doc)
		const undo = new Y.UndoManager(recordsOf(doc), { trackedOrigins: new Set(['own']) })
		write(doc, ['c'])
		expect(read()?.fresh).toBe(1)
		undo.stopCapturing()
		doc.transact(() => recordsOf(doc).clear(), 'own')
		wait(61_000)
		expect(read()?.fresh).toBe(0)
		undo.undo()
		const digest = read()
		expect([countIn(digest), digest?.fresh]).toEqual([3, 0])
	})
})
