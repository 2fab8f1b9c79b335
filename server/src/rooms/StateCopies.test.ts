import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { applyState, type BoardState, StateCopies } from './StateCopies.ts'

const listenersOf = (doc: Y.Doc) => doc._observers.get('update')?.size ?? 0
afterEach(() => void vi.useRealTimers())

function openDoc(): Y.Doc {
	const doc = new Y.Doc()
	doc.getMap('records').set('card', 'Permits take nine months')
	return doc
}

function contentOf(state: BoardState): object {
	const doc = new Y.Doc()
	applyState(doc, state)
	return doc.getMap('records').toJSON()
}

it('a copy is the document as it is when it is read, and is not encoded again for what was added', () => {
	const copies = new StateCopies()
	const doc = openDoc()
	const before = copies.read(doc)
	for (const number of [1, 2]) doc.getMap('records').set('card', `Edit ${number}`)
	const after = copies.read(doc)
	doc.getMap('records').set('card', 'Later')
	expect(after.state).toBe(before.state)
	expect(contentOf(before)).toEqual({ card: 'Permits take nine months' })
	expect(contentOf(after)).toEqual({ card: 'Edit 2' })
})

it('a copy with too much after it is encoded again', () => {
	const copies = new StateCopies()
	const doc = openDoc()
	const { state } = copies.read(doc)
	for (let edit = 0; edit < 70; edit++) doc.getMap('records').set('card', `${edit}`.repeat(1000))
	const after = copies.read(doc)
	expect(after.state).not.toBe(state)
	expect(contentOf(after)).toEqual(doc.getMap('records').toJSON())
})

it('nothing of a document is kept once it is destroyed, or all copies are dropped', () => {
	const copies = new StateCopies()
	const [destroyed, open] = [openDoc(), openDoc()]
	const states = [destroyed, open].map((doc) => copies.read(doc).state)
	destroyed.destroy()
	expect(copies.read(destroyed).state).not.toBe(states[0])
	expect(copies.read(open).state).toBe(states[1])
	copies.clear()
	expect(copies.read(open).state).not.toBe(states[1])
	expect(listenersOf(open)).toBe(1)
})

it('a copy that nobody has read for a minute is dropped', () => {
	vi.useFakeTimers()
	const copies = new StateCopies()
	const doc = openDoc()
	const { state } = copies.read(doc)
	for (let reads = 0; reads < 3; reads++) {
		vi.advanceTimersByTime(40_000)
		expect(copies.read(doc).state).toBe(state)
	}
	vi.advanceTimersByTime(61_000)
	expect(listenersOf(doc)).toBe(0)
	expect(copies.read(doc).state).not.toBe(state)
	copies.clear()
})

it('a state that is too large to be kept leaves nothing behind', () => {
	const doc = openDoc()
	expect(contentOf(new StateCopies(1).read(doc))).toEqual({ card: 'Permits take nine months' })
	expect(listenersOf(doc)).toBe(0)
})
