import { buildCard, FIRST_INDEX, putRecord, recordsOf, textOf, writeFields } from '@charrette/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { observeBoard, readContent } from './observeBoard.ts'
import { controlFrames, paint } from './testBoards.ts'

const AT = { x: 0, y: 0, index: FIRST_INDEX }
const CARDS = 50

beforeEach(() => {
	controlFrames()
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

/** Observes a board of many cards, and counts the notifications of the list and of each row. */
function observeCards() {
	const records = recordsOf(new Y.Doc())
	for (let at = 0; at < CARDS; at++)
		putRecord(records, buildCard(`c${at}`, { ...AT, y: at * 100 }, { kind: 'note', text: '', city: '' }))
	const board = observeBoard(records)
	const renders = { list: 0, rows: new Map<string, number>() }
	board.version.subscribe(() => renders.list++)
	for (const id of board.shown().keys())
		board.textOf(id).subscribe(() => renders.rows.set(id, (renders.rows.get(id) ?? 0) + 1))
	const type = (card: string, letters: string) => {
		for (const letter of letters) {
			textOf(records, card)?.insert(textOf(records, card)?.length ?? 0, letter)
			paint()
		}
	}
	return { records, board, renders, type }
}

it('[PHONE8] a keystroke in a card renders only its row; the list follows once for all keystrokes', () => {
	const { board, renders, type } = observeCards()
	type('shape:c7', 'Permits take long')
	expect([...renders.rows]).toEqual([['shape:c7', 17]])
	expect(renders.list).toBe(0)
	expect(board.textOf('shape:c7').get()).toBe('Permits take long')
	vi.runAllTimers()
	expect(renders.list).toBe(1)
	board.close()
})

it('[PHONE8] the list follows at once, including pending keystrokes, if more than a text has changed', () => {
	const { records, board, renders, type } = observeCards()
	type('shape:c7', 'Permits')
	writeFields(records, 'shape:c7', { 'props.kind': 'obstacle' })
	paint()
	expect(renders.list).toBe(1)
	records.delete('shape:c7')
	paint()
	expect([renders.list, board.textOf('shape:c7').get()]).toEqual([2, undefined])
	vi.runAllTimers()
	expect(renders.list).toBe(2)
	board.close()
})

it('[PHONE8a] a change that is published is counted at once, and not again with the next frame', () => {
	const { records, board, renders } = observeCards()
	records.delete('shape:c7')
	board.publish()
	expect([renders.list, board.shown().has('shape:c7')]).toEqual([1, false])
	paint()
	vi.runAllTimers()
	expect(renders.list).toBe(1)
	board.close()
})

it('[PHONE8] the list follows while a person types without a pause', () => {
	const { board, renders, type } = observeCards()
	for (let second = 0; second < 3; second++)
		for (let letter = 0; letter < 10; letter++) {
			type('shape:c7', 'x')
			vi.advanceTimersByTime(100)
		}
	expect(renders.list).toBe(3)
	board.close()
})

it('[PHONE8] after typing, the list keeps the content that it has read, except the texts', () => {
	const { records, board, type } = observeCards()
	const names = new Map<string, string>()
	const read = (before: ReturnType<typeof readContent> | null) =>
		readContent({ board, version: board.version.get(), names }, before)
	const first = read(null)
	type('shape:c7', 'Permits')
	type('shape:c8', 'Fees')
	vi.runAllTimers()
	const second = read(first)
	expect(second.content).toEqual(read(null).content)
	expect(second.content.cards.filter((card, at) => card !== first.content.cards[at])).toHaveLength(2)
	expect(second.content.links).toBe(first.content.links)

	// A card that has moved is read with the whole board. So are typed texts if a version in between
	// was not read.
	type('shape:c7', '!')
	writeFields(records, 'shape:c7', { xy: [0, 100_000] })
	paint()
	const third = read(second)
	expect(third.content.cards.at(-1)).toMatchObject({ id: 'shape:c7', text: 'Permits!' })
	records.delete('shape:c8')
	paint()
	type('shape:c9', 'Law')
	vi.runAllTimers()
	expect(read(third).content).toEqual(read(null).content)
	board.close()
})
