import { buildCard, putRecord, type Records, textOf, writeFields } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connect, createPerson, type Person } from './testPeople.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'

const CARD = 'shape:c'
const at = { x: 10, y: 20, index: 'a1' as never }
const read = ({ records }: Person) => textOf(records, CARD)?.toString()

describe('[DOC6] undo restores no letters that others have written again', () => {
	let ana: Person
	let server: Person
	const erase = (index: number, count: number) => (records: Records) => textOf(records, CARD)?.delete(index, count)
	beforeEach(() => {
		ana = createPerson(1)
		server = createPerson(2)
		connect(ana, server)
		server.edit((records) => putRecord(records, buildCard('c', at, { kind: 'obstacle', text: 'Permits take a year' })))
	})

	it('after the restore of a version', () => {
		ana.edit(erase(7, 5))
		server.edit((records) => writeFields(records, CARD, { text: 'Permits take a year' }))
		ana.undo.undo()
		expect(read(ana)).toBe('Permits take a year')
	})

	it('letter by letter, in one step', () => {
		ana.undo.startStep()
		for (const index of [4, 3, 2]) ana.records.doc?.transact(() => erase(index, 1)(ana.records), LOCAL_ORIGIN)
		ana.undo.startStep()
		server.edit((records) => writeFields(records, CARD, { text: 'Permits take a year' }))
		ana.undo.undo()
		expect(read(ana)).toBe('Permits take a year')
	})

	it('but those beside equal letters that were there before', () => {
		server.edit((records) => textOf(records, CARD)?.insert(7, ' take'))
		ana.edit(erase(7, 5))
		ana.undo.undo()
		expect(read(ana)).toBe('Permits take take a year')
	})

	it('but those beside other letters that others have typed', () => {
		ana.edit(erase(7, 5))
		server.edit((records) => textOf(records, CARD)?.insert(7, ' need'))
		ana.undo.undo()
		expect(['Permits take need a year', 'Permits need take a year']).toContain(read(ana))
	})
})

describe('[DOC6] undo restores what others have not written again of letters that both erased at once', () => {
	const TEXT = 'Permits take a year'
	let ana: Person
	let other: Person
	const erase = (person: Person, index: number, count: number) =>
		person.edit((records) => textOf(records, CARD)?.delete(index, count))
	const send = (from: Person, to: Person) =>
		Y.applyUpdate(to.records.doc as Y.Doc, Y.encodeStateAsUpdate(from.records.doc as Y.Doc), 'peer')
	beforeEach(() => {
		ana = createPerson(1)
		other = createPerson(2)
		other.edit((records) => putRecord(records, buildCard('c', at, { kind: 'obstacle', text: TEXT })))
		send(other, ana)
	})

	it.each([
		['the first letters', 8, 2],
		['the last letters', 10, 2],
		['letters in the middle', 9, 2],
	])('in a locked card, where the server writes %s again', (_name, index, count) => {
		erase(ana, 8, 4)
		erase(other, index, count)
		other.edit((records) => writeFields(records, CARD, { text: TEXT }))
		send(other, ana)
		ana.undo.undo()
		expect(read(ana)).toBe(TEXT)
	})

	it.each([
		['the first letters', 8, 2],
		['the last letters', 10, 2],
	])('and the other person has undone that with %s', (_name, index, count) => {
		erase(ana, 8, 4)
		erase(other, index, count)
		other.undo.undo()
		send(other, ana)
		ana.undo.undo()
		expect(read(ana)).toBe(TEXT)
	})

	it('and counts a letter only once between two equal ones', () => {
		erase(ana, 8, 11)
		erase(other, 8, 11)
		other.edit((records) => textOf(records, CARD)?.insert(8, 'bottles'))
		send(other, ana)
		erase(ana, 8, 7)
		erase(other, 11, 1)
		other.undo.undo()
		send(other, ana)
		ana.undo.undo()
		expect(read(ana)).toBe('Permits bottles')
	})
})
