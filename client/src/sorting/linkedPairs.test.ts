import { buildCard, FIRST_INDEX, putRecord, readBoard, recordsOf } from '@charrette/shared'
import { expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { writeLink } from '../boardParts/writeLink.ts'
import { observeBoard } from '../sync/observeBoard.ts'
import { linkedPairs, linksByCard } from './linkedPairs.ts'

it('[SORT6] links the first card to each of the others that it is not linked to', () => {
	vi.stubGlobal('requestAnimationFrame', () => 0)
	vi.stubGlobal('cancelAnimationFrame', () => {})
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const group = ['shape:a', 'shape:b', 'shape:c']
	for (const id of ['a', 'b', 'c']) putRecord(records, buildCard(id, { x: 0, y: 0, index: FIRST_INDEX }, { text: id }))
	const { shown, close } = observeBoard(records)
	onTestFinished(close)
	writeLink(records, shown(), 'shape:c', 'shape:a')
	expect(linkedPairs(group, linksByCard(shown())).missing).toEqual([['shape:a', 'shape:b']])
	for (const [first, second] of linkedPairs(group, linksByCard(shown())).missing)
		writeLink(records, shown(), first, second)
	expect(linkedPairs(group, linksByCard(shown())).missing).toEqual([])
	expect(readBoard(doc).links).toHaveLength(2)
})
