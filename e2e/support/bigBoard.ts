import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { type CreatedWorkshop, createWorkshop } from './createWorkshop.ts'
import type { Stack } from './startStack.ts'
import { openBoardAsStock, type StockBoard } from './stockClient.ts'

const COLUMNS = 50
const KINDS = ['obstacle', 'solution', 'case', 'resource', 'question']
const CITIES = ['Dakar', 'Bogotá', 'Wuhan', 'Lyon']
/** Every tenth card is linked to the one before it. */
const LINK_EVERY = 10
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Opens a board with many cards in rows of fifty, "idea 1" first, with mixed kinds and cities. */
export async function openBigBoard(
	stack: Stack,
	count: number,
): Promise<{ workshop: CreatedWorkshop; board: StockBoard }> {
	const workshop = await createWorkshop(stack.url)
	const board = await openBoardAsStock(stack.url, workshop.code)
	board.transact(() => {
		for (let n = 0; n < count; n++) board.write(cardId(n), fieldsOf(n))
		for (let n = LINK_EVERY; n < count; n += LINK_EVERY) link(board, n)
	})
	await expect.poll(async () => (await workshop.contentOf(workshop.board)).cards.length).toBe(count)
	return { workshop, board }
}

const cardId = (n: number) => `shape:idea${n}`
/** Returns the fractional index of a card; the indices ascend with `n`. */
const indexOf = (n: number) => `b${DIGITS[Math.floor(n / 52) % 52]}${DIGITS[n % 52]}V`

function fieldsOf(n: number): Record<string, unknown> {
	return {
		type: 'card',
		xy: [(n % COLUMNS) * 240, Math.floor(n / COLUMNS) * 150],
		index: indexOf(n),
		'props.kind': KINDS[n % KINDS.length],
		'props.city': CITIES[n % CITIES.length],
		text: new Y.Text(`idea ${n + 1}: what stands in the way here`),
	}
}

function link(board: StockBoard, n: number): void {
	const arrow = `shape:link${n}`
	board.write(arrow, { type: 'arrow', index: `c${indexOf(n)}` })
	for (const [terminal, toId] of [
		['start', cardId(n)],
		['end', cardId(n - 1)],
	])
		board.write(`binding:link${n}-${terminal}`, { type: 'arrow', fromId: arrow, toId, 'props.terminal': terminal })
}
