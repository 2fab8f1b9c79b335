import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOf, textOf } from './boardDocument.ts'
import { buildCard, buildCluster } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordCodec.ts'
import { rebuildBoard, restoreBoard } from './restoreBoard.ts'

const at = (x: number) => ({ x, y: 0, index: 'a1' as never })

function boardOfThree(): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCard('permits', at(0), { kind: 'obstacle', text: 'Permits take 九个月 months' }))
	putRecord(records, buildCard('pilot', at(300), { kind: 'solution', text: 'A pilot' }))
	putRecord(records, buildCluster('law', at(600), { title: 'Law', w: 300, h: 200 }))
	records.get('shape:pilot')?.set('props.later', { version: 9 })
	return doc
}

const copyOf = (doc: Y.Doc) => {
	const copy = new Y.Doc()
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	return copy
}
const json = (doc: Y.Doc) => recordsOf(doc).toJSON()

describe('restoring a board', () => {
	it('[REST1] as an edit says again what the past said, and keeps the texts that people are in', () => {
		const doc = boardOfThree()
		const past = copyOf(doc)
		const records = recordsOf(doc)
		const text = textOf(records, 'shape:permits')
		text?.delete(0, 8)
		text?.insert(0, 'Nothing takes ')
		records.get('shape:pilot')?.set('xy', [5, 5])
		records.get('shape:pilot')?.set('props.city', 'Dakar')
		records.delete('shape:law')
		putRecord(records, buildCard('new', at(9), { text: 'new' }))
		restoreBoard(doc, past)
		expect(json(doc)).toEqual(json(past))
		expect(textOf(records, 'shape:permits')).toBe(text)
	})

	it('[REST1] as an edit that changes nothing writes nothing', () => {
		const doc = boardOfThree()
		const past = copyOf(doc)
		let updates = 0
		doc.on('update', () => updates++)
		restoreBoard(doc, past)
		expect(updates).toBe(0)
	})

	it('[REST1] as a new document says the same, and carries none of its writers’ client ids', () => {
		const past = boardOfThree()
		const rebuilt = rebuildBoard(past)
		expect(json(rebuilt)).toEqual(json(past))
		expect(readBoard(rebuilt)).toEqual(readBoard(past))
		expect([...rebuilt.store.clients.keys()]).toEqual([rebuilt.clientID])
		expect(rebuilt.clientID).not.toBe(past.clientID)
	})
})
