import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type RecordMap, recordsOf, textOf } from './boardDocument.ts'
import { readRecords, writeRecords } from './boardRecords.ts'
import { buildCard, buildCluster, buildImage } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { readRecord } from './recordCodec.ts'
import { addAllTexts, isTextFrom } from './recordTexts.ts'
import { putRecord, writeFields } from './recordWrites.ts'
import { repairChanges, repairRecords } from './repairRecords.ts'
import { planRestore, rebuildBoard, restoreRecords } from './restoreBoard.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }
const ID = 'shape:a'
const IMAGE = 'shape:i'
const FIELD = 'meta.description'
const card = (doc: Y.Doc) => recordsOf(doc).get(ID) as RecordMap
const textIn = (doc: Y.Doc, key = 'description') => textOf(recordsOf(doc), ID, key)
const set = (doc: Y.Doc, value: unknown) => card(doc).set(FIELD, value)

function boardWithCard(meta: Record<string, string> = {}): Y.Doc {
	const doc = new Y.Doc()
	doc.clientID = 1
	putRecord(recordsOf(doc), { ...buildCard('a', AT, { text: 'A' }), meta })
	putRecord(recordsOf(doc), buildImage('i', AT, { w: 1, h: 1, path: `/api/images/${'a'.repeat(40)}`, alt: '' }))
	return doc
}
/** A board of an earlier release: its records have strings, or nothing, in place of their texts. */
function storedBoard(): Y.Doc {
	const doc = boardWithCard()
	const image = recordsOf(doc).get(IMAGE)
	for (const key of ['description', 'source', 'imageAlt']) card(doc).delete(key)
	set(doc, 'Stored')
	image?.delete('alt')
	image?.set('props.alt', 'A queue')
	return doc
}
/** A copy of a board, with this client id. */
function copyOf(doc: Y.Doc, client: number): Y.Doc {
	const copy = new Y.Doc()
	copy.clientID = client
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	return copy
}
function sync(...docs: Y.Doc[]): void {
	for (const to of docs) for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}
const shownIn = (doc: Y.Doc) => readBoard(doc).cards[0]?.description

describe('[DETAIL1a] the texts of a record', () => {
	it('are there from its creation, so that two people who begin one write in the same', () => {
		const doc = boardWithCard()
		const [ana, li] = [copyOf(doc, 11), copyOf(doc, 22)]
		textIn(ana)?.insert(0, 'Ana')
		textIn(li)?.insert(0, 'Li')
		sync(ana, li)
		expect([shownIn(ana), shownIn(li)]).toEqual(['AnaLi', 'AnaLi'])
	})

	it('have the content with which it was created, and an empty one is read as if it were missing', () => {
		const doc = boardWithCard({ description: 'More' })
		expect(['text', 'description', 'source', 'imageAlt'].map((key) => textIn(doc, key)?.toString())).toEqual([
			'A',
			'More',
			'',
			'',
		])
		expect(textOf(recordsOf(doc), IMAGE, 'alt')?.toString()).toBe('')
		expect(readRecord(ID, card(doc))?.['meta']).toEqual({ description: 'More' })
		expect(Object.keys(readRecords(doc)[ID] ?? {})).not.toContain('meta.source')
	})

	it('are changed in place by writes of a whole text', () => {
		const doc = boardWithCard({ description: 'One two three' })
		const ana = copyOf(doc, 11)
		textIn(ana)?.insert(13, ' Ana')
		doc.transact(() => writeFields(recordsOf(doc), ID, { [FIELD]: 'One four three' }))
		sync(doc, ana)
		expect(shownIn(doc)).toBe('One four three Ana')
		doc.transact(() => writeFields(recordsOf(doc), ID, { [FIELD]: undefined }))
		expect([shownIn(doc), textIn(doc)?.toString()]).toEqual([undefined, ''])
	})
})

/** Repairs the card as the server does after an update that has changed these fields. */
function repair(doc: Y.Doc, ...fields: string[]) {
	const valid = new WeakSet<RecordMap>([card(doc)])
	return doc.transact(() => repairChanges(recordsOf(doc), new Map([[ID, new Set(fields)]]), valid))
}

describe('[DETAIL1a] a string in place of a text', () => {
	it('is read, exported, restored and compared as the text', () => {
		const doc = storedBoard()
		expect(readBoard(doc)).toMatchObject({ cards: [{ description: 'Stored' }], images: [{ alt: 'A queue' }] })
		const file = readRecords(doc)
		expect(file[ID]).toMatchObject({ [FIELD]: 'Stored' })
		const now = copyOf(doc, 2)
		expect(addAllTexts(now)).toBe(true)
		expect([planRestore(now, doc), readRecords(now), readBoard(now)]).toEqual([[], file, readBoard(doc)])
	})

	it('becomes its content when the server opens the board, once', () => {
		const doc = storedBoard()
		expect(addAllTexts(doc)).toBe(true)
		expect([textIn(doc)?.toString(), textIn(doc, 'source')?.toString()]).toEqual(['Stored', ''])
		expect(textOf(recordsOf(doc), IMAGE, 'alt')?.toString()).toBe('A queue')
		expect(addAllTexts(doc)).toBe(false)
		expect(addAllTexts(boardWithCard())).toBe(false)
	})

	it('becomes its content when a stock client writes it: letters typed meanwhile stay', () => {
		const doc = boardWithCard({ description: 'One two three' })
		const ana = copyOf(doc, 11)
		textIn(ana)?.insert(13, ' Ana')
		set(doc, 'One four three')
		expect(repair(doc, FIELD)).toEqual([{ id: ID, outcome: 'changed' }])
		expect([textIn(doc)?.toString(), card(doc).has(FIELD)]).toEqual(['One four three', false])
		sync(doc, ana)
		expect(shownIn(doc)).toBe('One four three Ana')
	})

	it('is moved into the text of a card that a stock client has created', () => {
		const doc = boardWithCard()
		recordsOf(doc).set(
			'shape:new',
			new Y.Map<unknown>([
				['type', 'card'],
				[FIELD, 'New'],
			]),
		)
		doc.transact(() => repairRecords(recordsOf(doc), ['shape:new']))
		expect(textOf(recordsOf(doc), 'shape:new', 'description')?.toString()).toBe('New')
	})
})

describe('[GATE3] a text', () => {
	it.each([undefined, 7, ['x'], 'a string'])('in whose place there is %j is there again', (value) => {
		const doc = boardWithCard({ description: 'One' })
		if (value === undefined) card(doc).delete('description')
		else card(doc).set('description', value)
		const outcome = value === undefined || typeof value === 'string' ? 'changed' : 'repaired'
		expect(repair(doc, 'description')).toEqual([{ id: ID, outcome }])
		expect(textIn(doc)?.toString()).toBe(value === 'a string' ? value : '')
	})

	it('is no number: its field is removed', () => {
		const doc = boardWithCard({ description: 'One' })
		set(doc, 7)
		expect(repair(doc, FIELD)).toEqual([{ id: ID, outcome: 'repaired' }])
		expect([card(doc).has(FIELD), textIn(doc)?.toString()]).toEqual([false, 'One'])
	})

	it('that is too long is cut', () => {
		const doc = boardWithCard()
		textIn(doc, 'source')?.insert(0, 'x'.repeat(600))
		expect(repair(doc, 'source')).toEqual([{ id: ID, outcome: 'repaired' }])
		expect(textIn(doc, 'source')?.length).toBe(500)
	})

	it('[CHARS1] loses characters that XML forbids, and is valid otherwise', () => {
		const doc = boardWithCard()
		textIn(doc, 'source')?.insert(0, 'a\u0000b')
		expect(repair(doc, 'source')).toEqual([{ id: ID, outcome: 'changed' }])
		expect(textIn(doc, 'source')?.toString()).toBe('ab')
		expect(doc.transact(() => repairRecords(recordsOf(doc), [ID, IMAGE]))).toEqual([])
	})
})

it('[FILE1] a file has the texts as strings, and a board that is read from it has them as texts', () => {
	const doc = boardWithCard({ description: 'More' })
	const records = readRecords(doc)
	expect(records[ID]).toMatchObject({ text: 'A', [FIELD]: 'More' })
	const read = new Y.Doc()
	writeRecords(read, records)
	expect([textIn(read)?.toString(), textIn(read, 'source')?.toString()]).toEqual(['More', ''])
	expect(readRecords(read)).toEqual(records)
})

describe('[REST1] a restore', () => {
	it('empties a text that was empty in the snapshot: letters typed meanwhile stay', () => {
		const snapshot = boardWithCard()
		const doc = copyOf(snapshot, 2)
		textIn(doc)?.insert(0, 'later')
		const ana = copyOf(doc, 11)
		textIn(ana)?.insert(5, ' Ana')
		restoreRecords(doc, planRestore(doc, snapshot))
		expect(shownIn(doc)).toBeUndefined()
		sync(doc, ana)
		expect(shownIn(doc)).toBe('Ana')
	})

	it('restores a text from a string, in place', () => {
		const snapshot = storedBoard()
		const doc = copyOf(snapshot, 2)
		addAllTexts(doc)
		const text = textIn(doc)
		text?.insert(6, ' and after')
		restoreRecords(doc, planRestore(doc, snapshot))
		expect([shownIn(doc), textIn(doc)]).toEqual(['Stored', text])
		expect(planRestore(doc, snapshot)).toEqual([])
		expect(textIn(rebuildBoard(snapshot))?.toString()).toBe('Stored')
	})
})

it('[READ4c] a text without an author is from whoever wrote all of it', () => {
	const doc = boardWithCard()
	putRecord(recordsOf(doc), buildCluster('c', AT, { title: 'Streets', w: 1, h: 1 }))
	textIn(doc)?.insert(0, 'A bus lane')
	const isFrom = (client: number, id = ID) => isTextFrom(recordsOf(doc), id, (one) => one === client)
	const texts = [ID, `${ID}/description`, 'shape:c']
	expect(texts.map((id) => isFrom(1, id))).toEqual([true, true, true])
	expect([`${IMAGE}/alt`, `${ID}/source`, 'shape:gone', 'shape:c/text'].map((id) => isFrom(1, id))).toEqual([
		false,
		false,
		false,
		false,
	])
	const other = copyOf(doc, 2)
	textIn(other)?.insert(10, ' here')
	recordsOf(other).get('shape:c')?.set('props.name', 'Roads')
	sync(doc, other)
	expect(texts.map((id) => isFrom(1, id))).toEqual([true, false, false])
	expect(texts.map((id) => isFrom(2, id))).toEqual([false, false, true])
	textIn(doc)?.delete(10, 5)
	expect(isFrom(1, `${ID}/description`)).toBe(true)
	card(doc).set('meta.author', 'ana')
	expect(isFrom(1)).toBe(false)
})
