import { buildCard, documentOf, dropPruned, pruneFields, putRecord, recordsOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { RecentPrunings } from './RecentPrunings.ts'

const fieldsOf = (doc: Y.Doc) => recordsOf(doc).get('shape:a')

/** A pruned document, and the delete of the city by a member who did not know the pruning. */
function prunedBoard() {
	const doc = documentOf([])
	putRecord(recordsOf(doc), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'Permits' }))
	for (const city of ['Lyon', 'Quito', 'Dakar']) fieldsOf(doc)?.set('props.city', city)
	const last = fieldsOf(doc)?._map.get('props.city') as Y.Item
	const { client, clock } = last.id
	const recent = new RecentPrunings(doc)
	recent.add(pruneFields(doc, 'pruning'))
	dropPruned(doc)
	return { doc, lateDelete: () => recent.lateEditsIn([], new Map([[client, [{ clock, len: 1 }]]])) }
}

describe('a delete by a member who did not know a pruning', () => {
	it('[DOC8b] is found while the field has its pruned value', () => {
		const { lateDelete } = prunedBoard()
		expect(lateDelete()).toMatchObject([{ key: 'props.city', value: undefined }])
	})

	it('[DOC8b] does not delete a value that somebody has set after the pruning', () => {
		const { doc, lateDelete } = prunedBoard()
		fieldsOf(doc)?.set('props.city', 'Bogotá')
		expect(lateDelete()).toEqual([])
	})
})
