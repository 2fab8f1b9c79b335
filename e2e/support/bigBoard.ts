import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { boardAsStock, type StockBoard } from './boardAsStock.ts'
import { type OpenedWorkshop, openByApi } from './openByApi.ts'
import type { Stack } from './startStack.ts'

const COLUMNS = 50
const KINDS = ['obstacle', 'solution', 'case', 'resource', 'question']
const CITIES = ['Dakar', 'Bogotá', 'Wuhan', 'Lyon']
/** Among so many cards, one is linked to the one before it. */
const LINKED = 10
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A board of so many cards in rows of fifty, "idea 1" first, written by many cities and linked here and there. */
export async function openBigBoard(
	stack: Stack,
	count: number,
): Promise<{ workshop: OpenedWorkshop; board: StockBoard }> {
	const workshop = await openByApi(stack.url)
	const board = await boardAsStock(stack.url, workshop.code)
	board.together(() => {
		for (let n = 0; n < count; n++) board.write(cardOf(n), fieldsOf(n))
		for (let n = LINKED; n < count; n += LINKED) link(board, n)
	})
	await expect.poll(async () => (await workshop.contentOf(workshop.board)).cards.length).toBe(count)
	return { workshop, board }
}

const cardOf = (n: number) => `shape:idea${n}`
/** An index of its own for each, in order. */
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
		['start', cardOf(n)],
		['end', cardOf(n - 1)],
	])
		board.write(`binding:link${n}-${terminal}`, { type: 'arrow', fromId: arrow, toId, 'props.terminal': terminal })
}
