import { type RoomId, recordsOf, repairRecords } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { RecordCorrector } from './RecordCorrector.ts'
import { markValidated } from './validatedWrites.ts'

function openRoom() {
	const doc = new Y.Doc()
	const log = pino({ level: 'silent' })
	const corrector = new RecordCorrector(doc, {
		room: 'board:one' as RoomId,
		log,
		owners: { creatorOf: () => 'unknown' },
		now: () => 0,
	})
	corrector.watch()
	const add = (fields: Record<string, unknown>) => {
		const record = new Y.Map<unknown>(
			Object.entries({ type: 'card', xy: [0, 0], text: new Y.Text('Permits'), ...fields }),
		)
		recordsOf(doc).set('shape:a', record as never)
	}
	const repair = () => doc.transact(() => corrector.repair(), 'server')
	return { doc, add, repair, record: () => recordsOf(doc).get('shape:a') }
}

it('[GATE3] of records that were checked before, checks and repairs only the fields changed since', () => {
	const { doc, add, repair, record } = openRoom()
	doc.transact(() => {
		markValidated(doc, ['xy', 'meta.author'])
		// A checked record has no invalid field; this one shows that the field is not checked again.
		add({ 'props.kind': 7 })
	}, 'server')
	expect(repair()).toEqual([])
	expect(record()?.get('props.kind')).toBe(7)
	const other = openRoom()
	other.doc.transact(() => {
		markValidated(other.doc, ['xy', 'meta.author'])
		other.add({ xy: [Number.NaN, 0], 'meta.author': 'a'.repeat(1000) })
	}, 'server')
	expect(other.repair()).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
	expect([other.record()?.has('xy'), other.record()?.has('meta.author')]).toEqual([false, false])
	expect(other.doc.transact(() => repairRecords(recordsOf(other.doc), ['shape:a']))).toEqual([])
})

it('[GATE3] checks every other write of the server as a whole, also after a checked one', () => {
	const { doc, add, repair } = openRoom()
	doc.transact(() => {
		markValidated(doc, ['xy'])
		add({})
	}, 'server')
	doc.transact(() => add({ 'props.kind': 7 }), 'server')
	expect(repair()).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
	doc.transact(() => recordsOf(doc).get('shape:a')?.set('props.kind', 7), 'server')
	expect(repair()).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
})
