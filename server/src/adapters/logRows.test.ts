import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { FORM, isSameCopy, withUpdates } from '../ports/LogCopy.ts'
import { copyOf, openLogCopy } from '../ports/openLogCopy.ts'
import { copyRows, encodeStateRow } from './logRows.ts'

const rowOf = (form: number, bytes: Uint8Array) => ({ form, bytes, crc: crc32(bytes) })

/** A document, and the update (V1) of each of its edits. */
function editedDoc(...texts: string[]) {
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	for (const text of texts) doc.getMap('records').set('card', text)
	return { doc, updates }
}
const contentOf = (doc: Y.Doc) => doc.getMap('records').toJSON()

it('[LOG6] a copy of state and update rows opens as the document from which they come', () => {
	const { doc, updates } = editedDoc('Permits', 'Permits take nine months')
	const state = encodeStateRow(Y.encodeStateAsUpdate(doc))
	doc.getMap('records').set('card', 'A one-stop office')
	const copy = copyRows([rowOf(FORM.state, state), ...updates.slice(2).map((update) => rowOf(FORM.update, update))])
	if (!copy) throw new Error('no copy')
	expect(contentOf(openLogCopy(copy))).toEqual({ card: 'A one-stop office' })
	doc.getMap('records').set('card', 'Later')
	expect(contentOf(openLogCopy(copy))).toEqual({ card: 'A one-stop office' })
	const later = withUpdates(copy, updates.slice(3))
	expect(contentOf(openLogCopy(later))).toEqual({ card: 'Later' })
	expect(contentOf(openLogCopy(copyOf(doc)))).toEqual({ card: 'Later' })
	expect([isSameCopy(copy, withUpdates(copy, [])), isSameCopy(copy, later)]).toEqual([true, false])
})

it('[LOG6] rows with a damaged one have no copy, and a copy of no rows is an empty document', () => {
	const rows = editedDoc('Permits', 'A pilot').updates.map((update) => rowOf(FORM.update, update))
	const [first, second] = rows
	if (!first || !second) throw new Error('no rows')
	expect(copyRows([first, { ...second, crc: second.crc ^ 1 }])).toBeNull()
	const empty = copyRows([])
	expect(empty && contentOf(openLogCopy(empty))).toEqual({})
})
