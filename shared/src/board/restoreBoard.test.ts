import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOf, textOf } from './boardDocument.ts'
import { readRecords } from './boardRecords.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'
import { planCardRestore, planRestore, rebuildBoard, restoreRecords } from './restoreBoard.ts'

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
const restoreBoard = (doc: Y.Doc, snapshot: Y.Doc) => restoreRecords(doc, planRestore(doc, snapshot))
const restoreCards = (doc: Y.Doc, snapshot: Y.Doc, cards: readonly string[]) =>
	restoreRecords(doc, planCardRestore(doc, snapshot, cards) ?? [])
const json = (doc: Y.Doc) => readRecords(doc)

describe('restoring a board', () => {
	it('[REST1] as an edit restores the content, and keeps the Y.Texts that people are editing', () => {
		const doc = boardOfThree()
		const snapshot = copyOf(doc)
		const records = recordsOf(doc)
		const text = textOf(records, 'shape:permits')
		text?.delete(0, 8)
		text?.insert(0, 'Nothing takes ')
		records.get('shape:pilot')?.set('xy', [5, 5])
		records.get('shape:pilot')?.set('props.city', 'Dakar')
		records.delete('shape:law')
		putRecord(records, buildCard('new', at(9), { text: 'new' }))
		restoreBoard(doc, snapshot)
		expect(json(doc)).toEqual(json(snapshot))
		expect(textOf(records, 'shape:permits')).toBe(text)
	})

	it('[REST1] as an edit writes nothing if nothing differs', () => {
		const doc = boardOfThree()
		const snapshot = copyOf(doc)
		let updates = 0
		doc.on('update', () => updates++)
		restoreBoard(doc, snapshot)
		expect(updates).toBe(0)
	})

	it('[REST1] as a new document has the same content, without any client ids', () => {
		const snapshot = boardOfThree()
		const rebuilt = rebuildBoard(snapshot)
		expect(json(rebuilt)).toEqual(json(snapshot))
		expect(readBoard(rebuilt)).toEqual(readBoard(snapshot))
		expect([...rebuilt.store.clients.keys()]).toEqual([rebuilt.clientID])
		expect(rebuilt.clientID).not.toBe(snapshot.clientID)
	})
})

const placedAt = (x: number, y = 0, parent?: string) => ({ x, y, index: 'a1' as never, ...(parent ? { parent } : {}) })
const [permits, pilot, tram] = ['shape:permits', 'shape:pilot', 'shape:tram']

/** Creates a board with two linked cards in a cluster, both linked to a card outside. */
function boardWithLinks(): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCluster('law', placedAt(600, 100), { title: 'Law', w: 300, h: 200 }))
	putRecord(
		records,
		buildCard('permits', placedAt(10, 20, 'shape:law'), { kind: 'obstacle', text: 'Permits 九个月' }, 'ana'),
	)
	putRecord(records, buildCard('pilot', placedAt(10, 90, 'shape:law'), { kind: 'solution', text: 'A pilot' }))
	putRecord(records, buildCard('tram', placedAt(0), { kind: 'case', text: 'The tram' }))
	const links = { one: [pilot, permits], two: [tram, permits], three: [tram, pilot] } as const
	for (const [id, [from, to]] of Object.entries(links))
		for (const record of buildLink(id, { from, to }, 'a1' as never)) putRecord(records, record)
	return doc
}

function remove(doc: Y.Doc, ...ids: string[]): void {
	const records = recordsOf(doc)
	for (const [id, record] of [...records])
		if (ids.includes(id) || ids.includes(String(record.get('toId')))) records.delete(id)
	for (const link of ['one', 'two', 'three'])
		if (!records.has(`binding:${link}-start`) || !records.has(`binding:${link}-end`))
			for (const id of [`shape:${link}`, `binding:${link}-start`, `binding:${link}-end`]) records.delete(id)
}

const linksOf = (doc: Y.Doc) => readBoard(doc).links.map(({ from, to }) => `${from} ${to}`)
const textsOf = (doc: Y.Doc) => readBoard(doc).cards.map(({ text }) => text)

describe('restoring cards', () => {
	let doc: Y.Doc
	let snapshot: Y.Doc
	beforeEach(() => {
		doc = boardWithLinks()
		snapshot = new Y.Doc()
		recordsOf(snapshot)
		Y.applyUpdate(snapshot, Y.encodeStateAsUpdate(doc))
	})

	it('[REST3] restores a card with id, text, author and cluster, and its links to existing cards', () => {
		remove(doc, permits, tram)
		restoreCards(doc, snapshot, [permits])
		expect(readBoard(doc, (author) => author).cards.find(({ id }) => id === permits)).toEqual({
			id: permits,
			kind: 'obstacle',
			text: 'Permits 九个月',
			city: '',
			author: 'ana',
			cluster: 'shape:law',
		})
		expect(linksOf(doc)).toEqual([`${pilot} ${permits}`])
		expect(recordsOf(doc).has('shape:two')).toBe(false)
	})

	it('[REST3] restores the links between chosen cards once, and no others', () => {
		remove(doc, permits, tram)
		restoreCards(doc, snapshot, [permits, tram])
		expect(linksOf(doc).sort()).toEqual([`${pilot} ${permits}`, `${tram} ${permits}`, `${tram} ${pilot}`].sort())
		for (const id of ['shape:one', 'binding:one-start', 'binding:one-end']) recordsOf(doc).delete(id)
		for (const record of buildLink('again', { from: pilot, to: permits }, 'a1' as never))
			putRecord(recordsOf(doc), record)
		restoreCards(doc, snapshot, [permits])
		expect(linksOf(doc)).toHaveLength(3)
	})

	it('[REST3] restores text, kind and position of an existing card, in the same Y.Text', () => {
		const text = textOf(recordsOf(doc), pilot)
		text?.insert(0, 'Not ')
		recordsOf(doc).get(pilot)?.set('props.kind', 'note')
		recordsOf(doc).get(pilot)?.set('xy', [900, 900])
		textOf(recordsOf(doc), tram)?.insert(0, 'Later: ')
		putRecord(recordsOf(doc), buildCard('new', placedAt(9), { text: 'New' }))
		restoreCards(doc, snapshot, [pilot])
		expect(recordsOf(doc).get(pilot)?.toJSON()).toEqual(recordsOf(snapshot).get(pilot)?.toJSON())
		expect(textOf(recordsOf(doc), pilot)).toBe(text)
		expect(textsOf(doc)).toEqual(expect.arrayContaining(['Later: The tram', 'New']))
	})

	it('[REST3] puts a card whose cluster is gone at its old position on the page', () => {
		remove(doc, permits, 'shape:law')
		recordsOf(doc).get(pilot)?.delete('parentId')
		restoreCards(doc, snapshot, [permits])
		expect(recordsOf(doc).get(permits)?.get('xy')).toEqual([610, 120, null])
		expect(recordsOf(doc).get(permits)?.has('parentId')).toBe(false)
		expect(readBoard(doc).cards.find(({ id }) => id === permits)?.cluster).toBeUndefined()
	})

	it('[REST3] plans nothing if one of the ids is not a card of the snapshot', () => {
		remove(doc, permits)
		expect(planCardRestore(doc, snapshot, [permits])).not.toEqual([])
		for (const id of ['shape:never', 'shape:law']) expect(planCardRestore(doc, snapshot, [permits, id])).toBeNull()
	})

	it('[REST1] keeps edits made after the plan, except of the records in the plan', () => {
		remove(doc, permits)
		textOf(recordsOf(doc), pilot)?.insert(0, 'Not ')
		const goals = planRestore(doc, snapshot)
		textOf(recordsOf(doc), pilot)?.insert(0, 'Later: ')
		textOf(recordsOf(doc), tram)?.insert(0, 'Later: ')
		putRecord(recordsOf(doc), buildCard('new', placedAt(9), { text: 'New' }))
		restoreRecords(doc, structuredClone(goals))
		expect(textsOf(doc).sort()).toEqual(['A pilot', 'Later: The tram', 'New', 'Permits 九个月'])
	})
})
