import type { Board, BoardId } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardCache } from './createBoardCache.ts'

/** A cache of lengths of texts, whose boards are documents that the test changes. */
function openCache({ maxSize = 100 } = {}) {
	const docs = new Map<string, Y.Doc>()
	const listeners = new Set<(board: { id: BoardId }) => void>()
	let [reads, opened, time] = [0, 0, 0]
	const docOf = (id: string) => {
		const doc = docs.get(id) ?? new Y.Doc()
		docs.set(id, doc)
		return doc
	}
	const cache = createBoardCache<string>(
		{
			rooms: {
				async read(board, read) {
					opened++
					return read(docOf(board.id), () => 'unknown')
				},
				watch(listener) {
					listeners.add(listener)
					return () => listeners.delete(listener)
				},
			},
			rereadMs: 2000,
			now: () => time,
		},
		{
			read(doc) {
				reads++
				return doc.getText('text').toString()
			},
			sizeOf: (text) => text.length,
			maxSize,
		},
	)
	return {
		read: (id: string, epoch = 1) => cache.read({ id, epoch } as Board),
		write(id: string, text: string) {
			docOf(id).getText('text').insert(0, text)
			for (const listener of listeners) listener({ id: id as BoardId })
		},
		pass: (ms: number) => {
			time += ms
		},
		counts: () => ({ reads, opened }),
		listeners,
		forget: (id: string) => cache.forget(id as BoardId),
		close: () => cache.close(),
	}
}

it('[SEARCH3] an unchanged board is read once, however many searches there are', async () => {
	const { read, write, pass, counts } = openCache()
	write('a', 'x')
	for (let n = 0; n < 100; n++) {
		expect(await read('a')).toBe('x')
		pass(60_000)
	}
	expect(counts()).toEqual({ reads: 1, opened: 1 })
})

it('[SEARCH3] a board that changes all the time is read again every two seconds at most', async () => {
	const { read, write, pass, counts } = openCache()
	for (let n = 0; n < 100; n++) {
		write('a', 'x')
		await read('a')
		pass(100)
	}
	expect(counts().reads).toBe(5)
	expect((await read('a')).length).toBe(100)
})

it('[SEARCH3] a board that another node may have changed is read again', async () => {
	const { read, forget, counts } = openCache()
	await read('a')
	forget('a')
	await read('a')
	expect(counts()).toEqual({ reads: 2, opened: 2 })
})

it('[SEARCH3] a document that replaces a board is read at once', async () => {
	const { read, counts } = openCache()
	await read('a')
	await read('a', 2)
	expect(counts().reads).toBe(2)
})

it('[SEARCH3] contents beyond the bound go, those that were used least recently first', async () => {
	const { read, write, counts } = openCache({ maxSize: 8 })
	for (const id of ['a', 'b', 'c']) write(id, 'xxx')
	for (const id of ['a', 'b', 'a', 'c', 'a']) await read(id)
	expect(counts().reads).toBe(3)
	await read('b')
	expect(counts().reads).toBe(4)
})

it('[SEARCH3] a closed cache watches no boards', () => {
	const { close, listeners } = openCache()
	close()
	expect(listeners.size).toBe(0)
})
