import { join } from 'node:path'
import type { Board, BoardId, GroupId } from '@charrette/shared'
import { buildCard, createId, putRecord, recordsOf, textOf } from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { DocStore } from '../dist/ports/DocStore.js'
import type { LogCopy } from '../dist/ports/LogCopy.js'
import { openLogCopy } from '../dist/ports/openLogCopy.js'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms, type Rooms } from '../dist/rooms/Rooms.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'

/* Real rooms with a real database. */

describe('[LOG6] a copy of a board', () => {
	let docStore: DocStore
	let rooms: Rooms
	let board: Board
	/** Methods of the database that a test replaces by faulty ones. */
	let fault: Partial<DocStore>

	const open = () => {
		const faulty =
			(name: 'append' | 'copy') =>
			(...input: never[]) =>
				(fault[name] ?? docStore[name])(...(input as [never, never]))
		const store = { ...docStore, append: faulty('append'), copy: faulty('copy') } as DocStore
		const nobody = { identify: async () => null, findWorkshop: async () => null }
		const bounds = { ...BOUNDS, retryMs: 3_600_000 }
		return createRooms({ docStore: store, log: pino({ level: 'silent' }), bounds, now: Date.now, ...nobody })
	}
	beforeEach(async () => {
		fault = {}
		board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
		docStore = await openSqliteDocStore(join(makeDataDir(), 'copies.db'))
		rooms = open()
	})
	afterEach(async () => {
		fault = {}
		await rooms.close()
		await docStore.close()
	})

	const cards = ['a', 'b', 'c', 'd']
	const write = (id: string, text = id, to = board) =>
		rooms.write(to, (doc) => {
			const existing = textOf(recordsOf(doc), `shape:${id}`)
			if (existing) existing.insert(0, text)
			else putRecord(recordsOf(doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text }))
		})
	const textsOf = (doc: Y.Doc) => cards.map((id) => String(textOf(recordsOf(doc), `shape:${id}`) ?? ''))
	const read = (copy: LogCopy) => textsOf(openLogCopy(copy))
	const now = () => rooms.read(board, textsOf)

	it('has the current content of the board, and opens no room', async () => {
		for (const id of ['a', 'b', 'a']) await write(id)
		expect(read(await rooms.copy(board))).toEqual(['aa', 'b', '', ''])
		await rooms.close()
		rooms = open()
		expect(read(await rooms.copy(board))).toEqual(['aa', 'b', '', ''])
		expect(read(await rooms.copy({ ...board, id: createId() }))).toEqual(['', '', '', ''])
		expect(rooms.count().rooms.size).toBe(0)
	})

	it('has edits that no disk has taken, and edits that the log has lost', async () => {
		await write('a')
		fault.append = () => Promise.reject(new Error('the disk is full'))
		await expect(write('b')).rejects.toThrow()
		expect(read(await rooms.copy(board))).toEqual(['a', 'b', '', ''])
		fault = { copy: async () => null }
		await write('c')
		expect(read(await rooms.copy(board))).toEqual(['a', 'b', 'c', ''])
		fault = { copy: () => Promise.reject(new Error('the disk cannot be read')) }
		expect(read(await rooms.copy(board))).toEqual(['a', 'b', 'c', ''])
	})

	it('has every edit made before the request, and is captured in one step with its time, whatever other members write', async () => {
		const edited = async (span: { after: number; until: number }) =>
			new Set((await rooms.attributions(board, span)).map(({ record }) => record))
		for (const id of cards) await write(id)
		let captured = await rooms.capture(board)
		for (let turn = 0; turn < 60; turn++) {
			const writes: Promise<unknown>[] = []
			const edit = () => {
				const id = cards[(turn * 7 + writes.length * 3) % cards.length] as string
				writes.push(
					rooms.write(board, (doc) => textOf(recordsOf(doc), `shape:${id}`)?.insert(0, 'x'), { author: 'facilitator' }),
				)
			}
			edit()
			const before = await now()
			const capturing = rooms.capture(board)
			for (let step = 0; step < turn % 4; step++) {
				edit()
				await new Promise(setImmediate)
			}
			const next = await capturing
			const [earlier, later] = [read(captured.copy), read(next.copy)]
			for (const [index, text] of before.entries()) expect(later[index]).toContain(text)
			const changed = cards.filter((_, index) => earlier[index] !== later[index]).map((id) => `shape:${id}`)
			await Promise.all(writes)
			expect([...(await edited({ after: captured.at, until: next.at }))].sort(), `turn ${turn}`).toEqual(changed)
			captured = next
		}
	})

	it('has the state before a change, if it is requested together with the change', async () => {
		await write('a')
		for (let turn = 0; turn < 20; turn++) {
			const others = [write('b', 'x'), write('c', 'y')]
			let before: string[] = []
			const writing = rooms.captureAndWrite(
				board,
				(doc) => {
					before = textsOf(doc)
					textOf(recordsOf(doc), 'shape:a')?.insert(0, '!')
				},
				'facilitator',
			)
			await new Promise(setImmediate)
			others.push(write('d', 'z'))
			expect(read((await writing).copy)).toEqual(before)
			await Promise.all(others)
		}
		expect((await now())[0]).toBe(`${'!'.repeat(20)}a`)
	})
})
