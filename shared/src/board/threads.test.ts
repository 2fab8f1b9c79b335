import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { LIMITS } from '../domain/limits.ts'
import { newMessageId, newThreadId, type Thread, type ThreadAction } from '../domain/threads.ts'
import { BoardProjection } from './BoardProjection.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { putRecord } from './recordWrites.ts'
import { repairRecords } from './repairRecords.ts'
import { FIRST_INDEX } from './schema.ts'
import { applyThreadAction, readThreads, ThreadProjection } from './threads.ts'

const AT = Date.UTC(2026, 5)

function openBoard() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCard('one', { x: 0, y: 0, index: FIRST_INDEX }, { text: 'Roads' }))
	let at = AT
	const run = (action: ThreadAction, author = 'ana', isFacilitator = false) =>
		doc.transact(() => applyThreadAction(records, action, { author, isFacilitator, at: at++ }))
	const thread = newThreadId()
	const start = (text: string, author?: string) => {
		const message = newMessageId()
		run({ type: 'start', thread, message, on: { type: 'card', id: 'shape:one' }, text }, author)
		return message
	}
	const reply = (text: string, author?: string) => {
		const message = newMessageId()
		run({ type: 'reply', thread, message, text }, author)
		return message
	}
	return { doc, records, run, thread, start, reply }
}

const textsIn = (threads: readonly Thread[]) =>
	threads.map(({ messages }) => messages.map(({ author, text, isDeleted }) => (isDeleted ? '-' : `${author}: ${text}`)))

describe('changes of threads', () => {
	it('[THREAD1] two people who answer at once lose nothing', () => {
		const { doc, thread, start } = openBoard()
		start('Why?')
		const copy = new Y.Doc()
		recordsOf(copy)
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
		for (const [one, author] of [
			[doc, 'ana'],
			[copy, 'bo'],
		] as const)
			one.transact(() =>
				applyThreadAction(
					recordsOf(one),
					{ type: 'reply', thread, message: newMessageId(), text: 'Because' },
					{ author, isFacilitator: false, at: AT + 10 },
				),
			)
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy))
		expect(textsIn(readThreads(recordsOf(doc)))[0]?.toSorted()).toEqual(['ana: Because', 'ana: Why?', 'bo: Because'])
		expect(readThreads(recordsOf(copy))).toEqual(readThreads(recordsOf(doc)))
	})

	it('[THREAD1] the same change twice is made once', () => {
		const { records, run, thread, start } = openBoard()
		const message = start('Why?')
		expect(run({ type: 'reply', thread, message, text: 'Again' })).toBe('unchanged')
		expect(textsIn(readThreads(records))).toEqual([['ana: Why?']])
	})

	it('[THREAD1] a deleted message stays as a stub while there are replies', () => {
		const { records, run, start, reply } = openBoard()
		const first = start('Why?')
		const second = reply('Because', 'bo')
		expect(run({ type: 'remove', message: first })).toBe('changed')
		expect(textsIn(readThreads(records))).toEqual([['-', 'bo: Because']])
		expect(run({ type: 'remove', message: second })).toBe('forbidden')
		expect(run({ type: 'remove', message: second }, 'bo')).toBe('changed')
		expect([...records.keys()]).toEqual(['shape:one'])
	})

	it('[THREAD1] authors edit their messages, facilitators remove any, and whoever writes resolves', () => {
		const { records, run, thread, start } = openBoard()
		const message = start('Why?')
		expect(run({ type: 'edit', message, text: 'What?' }, 'bo')).toBe('forbidden')
		expect(run({ type: 'edit', message, text: 'What?' }, 'facilitator', true)).toBe('forbidden')
		expect(run({ type: 'edit', message, text: ' What? ', mentions: ['bo'] })).toBe('changed')
		expect(run({ type: 'resolve', thread }, 'bo')).toBe('changed')
		const [open] = readThreads(records)
		expect(open?.resolved?.by).toBe('bo')
		expect(open?.messages[0]).toMatchObject({ text: 'What?', mentions: ['bo'] })
		expect(open?.messages[0]?.editedAt).toBeGreaterThan(open?.messages[0]?.at ?? 0)
		expect(run({ type: 'reopen', thread }, 'bo')).toBe('changed')
		expect(run({ type: 'removeThread', thread }, 'bo')).toBe('forbidden')
		expect(run({ type: 'removeThread', thread }, 'facilitator', true)).toBe('changed')
		expect(readThreads(records)).toEqual([])
	})

	it('[THREAD2] a thread takes a limited number of messages', () => {
		const { run, thread, start, reply } = openBoard()
		start('Why?')
		for (let count = 1; count < LIMITS.maxMessagesPerThread; count++) reply('Because')
		expect(run({ type: 'reply', thread, message: newMessageId(), text: 'More' })).toBe('full')
	})
})

describe('what is shown', () => {
	it('[THREAD5] a thread goes with its card, and returns with it', () => {
		const { doc, records, start } = openBoard()
		start('Why?')
		const undo = new Y.UndoManager(records)
		records.delete('shape:one')
		expect(readThreads(records)).toEqual([])
		undo.undo()
		expect(textsIn(readThreads(records))).toEqual([['ana: Why?']])
		doc.destroy()
	})

	it('[THREAD1] a projection that reads changes shows the same as one that reads all', () => {
		const { doc, records, run, thread, start, reply } = openBoard()
		const projection = new ThreadProjection(records)
		projection.readAll()
		records.observeDeep((events) => {
			const ids = events.flatMap(({ path, keys }) => (path.length > 0 ? [String(path[0])] : [...keys.keys()]))
			projection.readChanged(ids)
		})
		const first = start('Why?')
		reply('Because', 'bo')
		run({ type: 'resolve', thread })
		run({ type: 'remove', message: first })
		expect([...projection.threads.values()]).toEqual(readThreads(records))
		expect(projection.threadsOn('shape:one')).toHaveLength(1)
		records.delete('shape:one')
		expect(projection.threads.size).toBe(0)
		doc.destroy()
	})

	it('[THREAD1] threads are no shapes of the board', () => {
		const { records, start } = openBoard()
		start('Why?')
		const board = new BoardProjection(records)
		board.readAll()
		expect([...board.shown.keys()]).toEqual(['shape:one'])
		expect(board.quarantined.size).toBe(0)
	})
})

describe('repairs', () => {
	const repair = (fields: Record<string, unknown>, id = 'note:a') => {
		const records = recordsOf(new Y.Doc())
		records.set(id, new Y.Map<unknown>(Object.entries(fields)))
		repairRecords(records, [id])
		return records.get(id)?.toJSON() ?? null
	}
	const note = { type: 'note', thread: 'thread:a', text: 'Why?', at: AT }

	it.each([
		[
			{ ...note, text: 'x'.repeat(3000) },
			{ ...note, text: 'x'.repeat(LIMITS.maxThreadTextLength) },
		],
		[
			{ ...note, text: 'a\u0000b' },
			{ ...note, text: 'ab' },
		],
		[{ ...note, mentions: 'all', editedAt: -1, deleted: 'yes', 'meta.author': 7 }, note],
		[{ ...note, mentions: Array(LIMITS.maxMentions + 1).fill('ana') }, note],
		[{ ...note, extra: 'x'.repeat(9000) }, note],
		[
			{ ...note, text: '<b>hi</b>' },
			{ ...note, text: '<b>hi</b>' },
		],
		[{ ...note, text: ' ' }, null],
		[
			{ ...note, text: '', deleted: true },
			{ ...note, text: '', deleted: true },
		],
		[{ ...note, thread: 'shape:a' }, null],
		[{ ...note, at: Number.NaN }, null],
		[{ ...note, type: 'card' }, null],
	])('[THREAD2] %j', (fields, repaired) => {
		expect(repair(fields)).toEqual(repaired)
	})

	it.each([
		[{ type: 'board' }, true],
		[{ type: 'card', id: 'shape:a' }, true],
		[{ type: 'card', id: 'note:a' }, false],
		[{ type: 'card' }, false],
		[{ type: 'planet', id: 'shape:a' }, false],
		['shape:a', false],
	])('[THREAD2] a thread is on %j: %s', (on, isValid) => {
		expect(repair({ type: 'thread', on, createdAt: AT }, 'thread:a') !== null).toBe(isValid)
	})
})
