import {
	buildCard,
	buildLink,
	type Fields,
	plainEntries,
	putRecord,
	type Records,
	textOf,
	writeFields,
} from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connect, createPerson, type Person } from './testPeople.ts'

const CARD = 'shape:c'
const at = { x: 10, y: 20, index: 'a1' as never }
const addCard = (id: string, text: string) => (records: Records) =>
	putRecord(records, buildCard(id, at, { kind: 'obstacle', text }))
const set = (key: string, value: unknown) => (records: Records) => records.get(CARD)?.set(key, value)
const type = (index: number, text: string) => (records: Records) => textOf(records, CARD)?.insert(index, text)
const write = (key: string, text: string) => (records: Records) => writeFields(records, CARD, { [key]: text })
/** Returns the fields of the card without Yjs types; undefined if it is gone. */
function read({ records }: Person): Fields | undefined {
	const record = records.get(CARD)
	return record && (Object.fromEntries(plainEntries(record)) as Fields)
}

let ana: Person
let li: Person
beforeEach(() => {
	ana = createPerson(1)
	li = createPerson(2)
	connect(ana, li)
})

describe('[DOC6] one press reverts one step', () => {
	beforeEach(() => {
		li.edit(addCard('c', ''))
		ana.edit(type(0, 'typed by Ana'))
		ana.edit(set('xy', [100, 100]))
	})

	it('a step whose field others have changed since has no effect, and the step before it stays', () => {
		li.edit(set('xy', [200, 200]))
		ana.undo.undo()
		expect(read(ana)).toMatchObject({ xy: [200, 200], text: 'typed by Ana' })
		expect(ana.undo.notice.get()).toEqual({ type: 'undo', kept: [] })
		expect(ana.undo.count.get()).toEqual({ undo: 1, redo: 0 })
		ana.undo.undo()
		expect(read(ana)).toMatchObject({ xy: [200, 200], text: '' })
		expect(ana.undo.notice.get()).toBeNull()
	})

	it('so has a step that is done again', () => {
		ana.undo.undo()
		ana.undo.undo()
		ana.undo.redo()
		li.edit(set('xy', [200, 200]))
		ana.undo.redo()
		expect(read(ana)).toMatchObject({ xy: [200, 200], text: 'typed by Ana' })
		expect(ana.undo.notice.get()).toEqual({ type: 'redo', kept: [] })
		expect(ana.undo.count.get()).toEqual({ undo: 1, redo: 0 })
	})

	it('a notice comes with every press that has no effect', () => {
		let notices = 0
		ana.undo.notice.subscribe(() => notices++)
		li.edit((records) => records.delete(CARD))
		ana.undo.undo()
		ana.undo.undo()
		ana.undo.undo()
		expect(notices).toBe(2)
	})

	it('a step of which a part is left reverts that part', () => {
		ana.edit((records) => {
			set('rotation', 1)(records)
			set('xy', [300, 300])(records)
		})
		li.edit(set('xy', [200, 200]))
		ana.undo.undo()
		expect(read(ana)).toMatchObject({ xy: [200, 200] })
		expect(read(ana)).not.toHaveProperty('rotation')
		expect(ana.undo.notice.get()).toBeNull()
	})
})

describe('[DOC6] [DOC1a] a place that undo restores', () => {
	const CLUSTER = 'shape:k'
	const drop = (records: Records) => writeFields(records, CARD, { xy: [5, 6], parentId: CLUSTER })

	beforeEach(() => {
		li.edit(addCard('c', ''))
		li.edit((records) => records.set(CLUSTER, new Y.Map([['xy', [364, 100]]])))
		ana.edit(set('xy', [539, 540, null]))
	})

	it('names its parent, so that it is not read as within a cluster into which another drops the card', () => {
		ana.undo.undo()
		expect(read(li)?.['xy']).toEqual([10, 20, null])
		ana.undo.redo()
		expect(read(li)?.['xy']).toEqual([539, 540, null])
		ana.undo.undo()
		expect(read(li)?.['xy']).toEqual([10, 20, null])
		expect(ana.undo.count.get()).toEqual({ undo: 0, redo: 1 })
	})

	it('names a cluster with its corner', () => {
		li.edit(drop)
		li.edit(set('xy', [5, 6]))
		ana.edit(set('xy', [7, 8, CLUSTER]))
		ana.undo.undo()
		expect(read(li)?.['xy']).toEqual([5, 6, CLUSTER, 364, 100])
	})
})

describe('[DOC6] undo never changes a value that another person wrote', () => {
	beforeEach(() => li.edit(addCard('c', '')))

	it('also after it was overwritten and restored', () => {
		ana.edit(set('xy', [1, 1]))
		li.edit(set('xy', [2, 2]))
		ana.edit(set('xy', [3, 3]))
		ana.undo.undo()
		expect(read(li)?.['xy']).toEqual([2, 2, null])
		ana.undo.undo()
		expect(read(li)?.['xy']).toEqual([2, 2, null])
	})

	it('also if it is the default', () => {
		li.edit(set('rotation', 1))
		ana.edit(set('rotation', 2))
		li.edit((records) => records.get(CARD)?.delete('rotation'))
		ana.undo.undo()
		expect(read(li)).not.toHaveProperty('rotation')
	})

	it('also in a card that was deleted and restored', () => {
		ana.edit(set('props.city', 'Ana'))
		ana.edit((records) => records.get(CARD)?.delete('props.city'))
		ana.edit((records) => records.delete(CARD))
		ana.undo.undo()
		li.edit(set('props.city', 'Li'))
		ana.undo.undo()
		expect(read(li)?.['props.city']).toBe('Li')
	})
})

describe('[DOC6a] undoing a creation keeps the work of others', () => {
	const create = (records: Records) => {
		addCard('c', 'Ana’s text')(records)
		write('meta.source', 'Ana’s source')(records)
	}
	const kept = { type: 'undo', kept: [CARD] }

	it('a card without it is removed', () => {
		ana.edit(create)
		ana.undo.undo()
		expect([read(li), ana.undo.notice.get()]).toEqual([undefined, null])
		ana.undo.redo()
		expect(read(li)?.['text']).toBe('Ana’s text')
	})

	it('a card in which others have written stays without its author’s text; redo restores it', () => {
		ana.edit(create)
		li.edit(type(3, '+Li+'))
		li.edit(write('meta.description', 'Li’s description'))
		ana.undo.undo()
		expect(read(li)).toEqual({
			type: 'card',
			xy: [10, 20],
			'props.kind': 'obstacle',
			'meta.description': 'Li’s description',
			text: '+Li+',
		})
		expect(ana.undo.notice.get()).toEqual(kept)
		ana.undo.redo()
		expect(read(li)).toMatchObject({ text: 'Ana+Li+’s text', 'meta.source': 'Ana’s source' })
		ana.undo.undo()
		expect(read(li)?.['text']).toBe('+Li+')
	})

	it('so does a card whose author has deleted and restored it since', () => {
		ana.edit(create)
		li.edit(type(0, '+Li+'))
		ana.edit((records) => records.delete(CARD))
		ana.undo.undo()
		ana.undo.undo()
		expect(read(li)?.['text']).toBe('+Li+')
	})

	it('a card to which others have linked stays, and their link with it', () => {
		ana.edit(create)
		li.edit((records) => {
			addCard('d', 'Li’s')(records)
			for (const record of buildLink('l', { from: 'shape:d', to: CARD }, 'a2' as never)) putRecord(records, record)
		})
		ana.undo.undo()
		expect(read(li)).toMatchObject({ type: 'card', text: '' })
		expect(ana.undo.notice.get()).toEqual(kept)
	})

	it('a link that others have changed stays with its ends and cards', () => {
		ana.edit((records) => {
			create(records)
			addCard('d', '')(records)
			for (const record of buildLink('l', { from: 'shape:d', to: CARD }, 'a2' as never)) putRecord(records, record)
		})
		const ids = [...ana.records.keys()]
		li.edit((records) => records.get('shape:l')?.set('meta.meaning', 'solves'))
		ana.undo.undo()
		expect([...li.records.keys()]).toEqual(ids)
	})

	it('of several cards only those stay', () => {
		ana.edit((records) => {
			create(records)
			addCard('d', 'Ana’s')(records)
		})
		li.edit(type(0, '+Li+'))
		ana.undo.undo()
		expect([...li.records.keys()]).toEqual([CARD])
		expect(read(li)?.['text']).toBe('+Li+')
	})

	it('an author that the server sets is no work of others', () => {
		ana.edit(create)
		li.edit(set('meta.author', 'p1'))
		ana.undo.undo()
		expect(read(li)).toBeUndefined()
	})

	it('a deletion is not done again once others have written in the card', () => {
		li.edit(addCard('c', 'Li’s text'))
		ana.edit((records) => records.delete(CARD))
		ana.undo.undo()
		li.edit(type(0, '+'))
		ana.undo.redo()
		expect(read(li)?.['text']).toBe('+Li’s text')
		expect(ana.undo.notice.get()).toEqual({ type: 'redo', kept: [CARD] })
	})

	it('a deletion is done again if they have not', () => {
		li.edit(addCard('c', 'Li’s text'))
		ana.edit((records) => records.delete(CARD))
		ana.undo.undo()
		ana.undo.redo()
		expect(read(li)).toBeUndefined()
	})
})
