import {
	buildCard,
	buildCluster,
	buildImage,
	buildLink,
	type CardKind,
	FIRST_INDEX,
	fieldsOfKind,
	linkDirection,
	type ParticipantId,
	putRecord,
	readBoard,
	recordsOf,
	textOf,
} from '@charrette/shared'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import { createListEdits } from './listEdits.ts'

const AT = { x: 0, y: 0, index: FIRST_INDEX }
const author = { id: 'ana' as ParticipantId, city: 'Dakar' }

function openList() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const undo = createUndoHistory(records)
	const board = observeBoard(records)
	onTestFinished(board.close)
	const access = { canWrite: true }
	const edits = createListEdits({ records, board, undo, author, canWrite: () => access.canWrite })
	const seed = () =>
		doc.transact(() => {
			putRecord(records, buildCard('permits', AT, { kind: 'obstacle', text: 'Permits', category: 'law' }))
			putRecord(records, buildCard('counter', { ...AT, x: 400 }, { kind: 'solution', text: 'One counter' }))
			putRecord(records, buildCluster('law', { ...AT, y: 400 }, { title: 'Law', w: 248, h: 176 }))
			for (const record of buildLink('old', { from: 'shape:counter', to: 'shape:permits' }, FIRST_INDEX))
				putRecord(records, record)
		})
	return { doc, records, undo, board, edits, access, seed, content: () => readBoard(doc) }
}

beforeEach(() => {
	// The stub never runs a frame, since edits must be visible without one.
	vi.stubGlobal('requestAnimationFrame', () => 0)
	vi.stubGlobal('cancelAnimationFrame', () => {})
})

describe('edits in the list', () => {
	it('know which cards this person deleted, so that their text is not recovered', () => {
		const { edits, seed, records, undo } = openList()
		seed()
		expect(edits.removalsOf('shape:permits')).toBe(0)
		edits.remove('shape:permits')
		undo.undo()
		records.delete('shape:permits')
		expect([edits.removalsOf('shape:permits'), edits.removalsOf('shape:counter')]).toEqual([1, 0])
	})

	it('add cards with author, city and position, as the canvas does; one paste is one undo step', () => {
		const { edits, undo, content, records } = openList()
		const ids = edits.addCards(['One', 'Two'], { kind: 'obstacle', cluster: null })
		expect(content().cards).toMatchObject([
			{ id: ids[0], text: 'One', kind: 'obstacle', city: 'Dakar' },
			{ id: ids[1], text: 'Two' },
		])
		expect(records.get(ids[0] ?? '')?.get('meta.author')).toBe('ana')
		expect(textOf(records, ids[1] ?? '')?.toString()).toBe('Two')
		undo.undo()
		expect(content().cards).toEqual([])
		undo.redo()
		expect(content().cards).toHaveLength(2)
	})

	it('see the previous edit within the same frame', () => {
		const { edits, records } = openList()
		for (const text of ['One', 'Two', 'Three']) edits.addCards([text], { kind: 'note', cluster: null })
		const positions = [...records.values()].map((record) => JSON.stringify(record.get('xy') ?? [0, 0]))
		expect(new Set(positions).size).toBe(3)
		expect(new Set([...records.values()].map((record) => record.get('index') ?? FIRST_INDEX)).size).toBe(3)
	})

	it('move a card into a cluster, which grows, and out again', () => {
		const { edits, seed, content, records } = openList()
		seed()
		edits.move('shape:counter', 'shape:law')
		edits.move('shape:permits', 'shape:law')
		expect(content().clusters).toMatchObject([{ cards: ['shape:counter', 'shape:permits'] }])
		expect(records.get('shape:law')?.get('wh')).toEqual([248, 40 + 136 + 112 + 24])
		edits.move('shape:counter', null)
		expect(content().clusters).toMatchObject([{ cards: ['shape:permits'] }])
	})

	it('link cards in the direction that has a meaning, and delete a link with its bindings', () => {
		const { edits, seed, content, records } = openList()
		seed()
		edits.unlink('shape:old')
		expect(content().links).toEqual([])
		expect([...records.keys()].filter((id) => id.startsWith('binding:'))).toEqual([])
		edits.link('shape:permits', 'shape:counter')
		expect(content().links).toMatchObject([{ from: 'shape:counter', to: 'shape:permits', meaning: 'addresses' }])
	})

	it('delete a card with its links, which one undo step restores', () => {
		const { edits, seed, content, undo, records } = openList()
		seed()
		const before = content()
		edits.remove('shape:permits')
		expect(content().links).toEqual([])
		expect([...records.keys()].sort()).toEqual(['shape:counter', 'shape:law'])
		undo.undo()
		expect(content()).toEqual(before)
	})

	it('delete an image, as one undo step', () => {
		const { edits, doc, records, content, undo } = openList()
		const path = `/api/images/${'0'.repeat(40)}`
		doc.transact(() => putRecord(records, buildImage('market', AT, { w: 300, h: 200, path, alt: 'The old market' })))
		edits.remove('shape:market')
		expect(content().images).toEqual([])
		undo.undo()
		expect(content().images).toEqual([{ id: 'shape:market', path, alt: 'The old market' }])
	})

	it('[DETAIL1b] remove an empty card only in the edit that created it, and only if it has nothing else', () => {
		const { edits, seed, doc, records, content } = openList()
		seed()
		const cards = () => content().cards.length
		const add = () => edits.addCards([''], { kind: 'note', cluster: null })[0] ?? ''
		edits.endDraft(add(), true)
		expect(cards()).toBe(2)
		// Another person has described this one meanwhile.
		const described = add()
		doc.transact(() => records.get(described)?.set('meta.description', 'More'))
		edits.endDraft(described, true)
		expect(cards()).toBe(3)
		const later = add()
		edits.endDraft(later, false)
		edits.endDraft(later, true)
		edits.endDraft('shape:permits', true)
		expect(cards()).toBe(4)
	})

	it('drop the category when the kind changes', () => {
		const { edits, seed, content } = openList()
		seed()
		edits.change('shape:permits', { category: 'money' })
		expect(content().cards[0]).toMatchObject({ category: 'money' })
		edits.change('shape:permits', fieldsOfKind('question'))
		expect(content().cards[0]).toEqual({ id: 'shape:permits', kind: 'question', text: 'Permits', city: '' })
	})

	it('do nothing while the board is read-only', () => {
		const { edits, seed, content, access, undo } = openList()
		seed()
		access.canWrite = false
		const before = content()
		expect(edits.addCards(['One'], { kind: 'note', cluster: null })).toEqual([])
		edits.remove('shape:permits')
		edits.change('shape:permits', { kind: 'note' })
		expect(content()).toEqual(before)
		expect(undo.last()).toBeNull()
	})
})

it.each<[CardKind, CardKind, string]>([
	['obstacle', 'solution', 'second'],
	['solution', 'obstacle', 'first'],
	['obstacle', 'case', 'second'],
	['obstacle', 'obstacle', 'first'],
	['note', 'question', 'first'],
])('a link of %s and %s starts at the %s card', (first, second, from) => {
	expect(linkDirection({ id: 'first', kind: first }, { id: 'second', kind: second }).from).toBe(from)
})
