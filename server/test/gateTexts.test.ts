import { LIMITS, type RecordMap, recordsOf, repairRecords, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
	board,
	expectPassed,
	expectRefusal,
	LI,
	LI_STEP2,
	MAP,
	mine,
	record,
	setScene,
	updateOf,
} from './support/gateScene.ts'

const KEY = 'description'
const KEYS = [KEY, 'source', 'imageAlt', 'alt']
const TEXT = () => new Y.ContentType(new Y.Text())
const kept = (doc: Y.Doc) => recordsOf(doc).get('shape:kept') as RecordMap
const textIn = (doc: Y.Doc, key = KEY) => textOf(recordsOf(doc), 'shape:kept', key) as Y.Text
const idOf = (text: Y.Text): [number, number] => [text._item?.id.client ?? 0, text._item?.id.clock ?? 0]
const repair = () => board.doc.transact(() => repairRecords(board.records, ['shape:kept']))
const REPAIRED = [{ id: 'shape:kept', outcome: 'repaired' }]

describe('[DETAIL1a] the gate: texts beside the text of a card', () => {
	beforeEach(setScene)

	it('[GATE1] passes a Y.Text under the keys of texts, and under no other', () => {
		for (const key of ['props.city', 'props.alt', 'meta.description', 'meta.author', 'notes'])
			expectRefusal(mine({ parent: record, key, content: TEXT() }), 'malformed')
		for (const key of KEYS) expectRefusal(mine({ parent: record, key, content: MAP() }), 'malformed')
		for (const key of KEYS) {
			setScene()
			expectPassed(mine({ parent: record, key, content: TEXT() }))
		}
	})

	it('[GATE1] passes nothing but letters in a text', () => {
		const parent = idOf(textIn(board.doc))
		for (const content of [
			new Y.ContentFormat('bold', true),
			new Y.ContentEmbed({}),
			new Y.ContentAny([1]),
			TEXT(),
			MAP(),
		])
			expectRefusal(mine({ parent, content }), 'malformed')
		expectRefusal(mine({ parent, key: 'x', content: new Y.ContentString('x') }), 'malformed')
		expectPassed(mine({ parent, content: new Y.ContentString('x') }))
		expect(textIn(board.doc).toString()).toBe('x')
	})

	it('[GATE1] refuses a text that no record may have, and cuts one that is too long for its key', () => {
		const li = board.copy(21)
		const typed = (doc: Y.Doc, letters: number) => updateOf(doc, () => textIn(doc).insert(0, 'x'.repeat(letters)))
		expectRefusal(typed(board.copy(22), LIMITS.maxRecordBytes + 1), 'tooLarge')
		expectPassed(typed(li, LIMITS.maxDescriptionLength + 1))
		expect(repair()).toEqual(REPAIRED)
		expect(textIn(board.doc).length).toBe(LIMITS.maxDescriptionLength)
	})

	it('two people type in one text at once, in updates and in a step 2: no letter is lost', () => {
		const [li, ben, eva] = [board.copy(21), board.copy(22), board.copy(23)]
		const typed = (doc: Y.Doc, word: string) => updateOf(doc, () => textIn(doc).insert(0, word))
		expectPassed(typed(li, 'Li '))
		expectPassed(typed(ben, 'Ben '), { owner: 'ben' })
		textIn(eva).insert(0, 'Eva ')
		expectPassed(Y.encodeStateAsUpdate(eva), { ...LI_STEP2, owner: 'eva' })
		for (const word of ['Li ', 'Ben ', 'Eva ']) expect(textIn(board.doc).toString()).toContain(word)
	})

	it('[GATE3] a text that is removed or replaced is there again after the repair', () => {
		const attacks: ((record: RecordMap) => unknown)[] = [
			(record) => record.delete(KEY),
			(record) => record.set(KEY, { toString: 'x' }),
			(record) => record.set(KEY, new Y.Text('other')),
			(record) => record.set(KEY, 'a string'),
		]
		const content = attacks.map((attack) => {
			setScene()
			const doc = board.copy(21)
			expectPassed(updateOf(doc, () => void attack(kept(doc))))
			repair()
			return textIn(board.doc).toString()
		})
		expect(content).toEqual(['', '', 'other', 'a string'])
	})

	it('[GATE3] letters for a text that is gone are dropped, and do not hold up their author', () => {
		const li = board.copy(21)
		textIn(li).insert(0, 'Li')
		const other = board.copy(22)
		expectPassed(
			updateOf(other, () => void kept(other).set(KEY, 'String')),
			{ owner: 'ben' },
		)
		repair()
		expectPassed(Y.encodeStateAsUpdate(li), LI_STEP2)
		expect(textIn(board.doc).toString()).toBe('String')
		expectPassed(
			updateOf(li, () => void kept(li).set('xy', [1, 2])),
			LI,
		)
	})
})
