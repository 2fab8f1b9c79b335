import { buildCard, putRecord, type Records, textOf, writeFields } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
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
