import { readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from './Actor.ts'
import { type CreatedWorkshop, createWorkshop } from './createWorkshop.ts'
import type { Stack } from './startStack.ts'
import { openBoardAsStock, type StockBoard } from './stockClient.ts'

/* The cards and links of the sample workshop: as data, and on a board. */

export interface SampleCard {
	id: string
	kind: string
	city: string
	text: string
	/** The category of an obstacle. */
	category?: string
	group: number
}

interface SampleFile {
	title: string
	cities: { name: string }[]
	cards: SampleCard[]
	links: { from: string; to: string }[]
}

const FILE = new URL('../../server/src/workshops/sample/workshop.json', import.meta.url)

/** The data of the sample workshop. */
export const sample = JSON.parse(readFileSync(FILE, 'utf8')) as SampleFile

/** Returns the cards of one group and the links between them. */
export function sampleOf(group: number): { cards: SampleCard[]; links: { from: SampleCard; to: SampleCard }[] } {
	const cards = sample.cards.filter((card) => card.group === group)
	const links = sample.links.flatMap(({ from, to }) => {
		const [start, end] = [from, to].map((id) => cards.find((card) => card.id === id))
		return start && end ? [{ from: start, to: end }] : []
	})
	return { cards, links }
}

/**
 * Writes all cards and links of the sample onto one board, with overlaps. Returns the ids of the
 * cards.
 */
export function fillBoard(board: StockBoard): string[] {
	const ids = sample.cards.map((card, at) => {
		const id = `shape:${card.id}`
		board.write(id, {
			type: 'card',
			xy: [(at * 397) % 1900, (at * 211) % 1300],
			index: `b${String(at).padStart(2, '0')}`,
			'props.kind': card.kind,
			'props.city': card.city,
			...(card.category ? { 'props.category': card.category } : {}),
			text: new Y.Text(card.text),
		})
		return id
	})
	for (const [at, { from, to }] of sample.links.entries()) linkCards(board, { from, to, at })
	return ids
}

function linkCards(board: StockBoard, { from, to, at }: { from: string; to: string; at: number }): void {
	const arrow = `shape:link${at}`
	board.write(arrow, { type: 'arrow', index: `c0${String(at).padStart(2, '0')}` })
	for (const [terminal, card] of [
		['start', from],
		['end', to],
	] as const) {
		const end = { type: 'arrow', fromId: arrow, toId: `shape:${card}`, 'props.terminal': terminal }
		board.write(`binding:link${at}-${terminal}`, end)
	}
}

/** A full board that Ana has open, and its document in a stock client. */
export interface FullBoard {
	workshop: CreatedWorkshop
	ana: Actor
	board: StockBoard
	/** The ids of the cards. */
	ids: string[]
}

/** Opens a workshop, fills its board and lets Ana join. */
export async function openFullBoard(browser: Browser, stack: Stack, fill = fillBoard): Promise<FullBoard> {
	const workshop = await createWorkshop(stack.url)
	const board = await openBoardAsStock(stack.url, workshop.code)
	const ids = fill(board)
	const links = board.ids().filter((id) => board.record(id)?.['type'] === 'arrow' && id.startsWith('shape:'))
	await expect
		.poll(async () => {
			const content = await workshop.contentOf(workshop.board)
			return [content.cards.length, content.links.length]
		})
		.toEqual([ids.length, links.length])
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(ids.length)
	await ana.waitForKeyboard()
	return { workshop, ana, board, ids }
}

export async function closeFullBoard({ ana, board }: FullBoard): Promise<void> {
	board.leave()
	await ana.page.context().close()
}

/** Returns the positions of cards in the document, all of them on the page. */
export const positionsIn = (board: StockBoard, ids: readonly string[]) =>
	ids.map((id) => (board.record(id)?.['xy'] as readonly number[] | undefined)?.slice(0, 2))
