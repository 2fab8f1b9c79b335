import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import type { Point } from './Actor.ts'
import { Actor } from './Actor.ts'
import { createWorkshop } from './createWorkshop.ts'
import type { Stack } from './startStack.ts'
import { openBoardAsStock, type StockBoard } from './stockClient.ts'

/** The ids of the two cards, whose texts are "dragged" and "other". */
export const DRAGGED = 'shape:dragged'
export const OTHER = 'shape:other'
const FIELDS = { type: 'card', xy: [100, 100], index: 'a1', 'props.kind': 'obstacle', 'props.city': 'Dakar' }
const TOLERANCE_PX = 3

/** Ana and Li at one board with two cards, and the board's document in a stock client. */
export interface GestureScene {
	ana: Actor
	li: Actor
	board: StockBoard
}

export async function openGestureScene(browser: Browser, stack: Stack): Promise<GestureScene> {
	const { code } = await createWorkshop(stack.url)
	const board = await openBoardAsStock(stack.url, code)
	board.write(DRAGGED, { ...FIELDS, text: new Y.Text('dragged') })
	board.write(OTHER, { ...FIELDS, xy: [600, 300], index: 'a2', text: new Y.Text('other') })
	const [ana, li] = await Promise.all([Actor.open(browser, 'Ana'), Actor.open(browser, 'Li')])
	await Promise.all([ana.join(stack.url, code, 'Dakar'), li.join(stack.url, code, 'Wuhan')])
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(2)
	return { ana, li, board }
}

export async function closeGestureScene({ ana, li, board }: GestureScene): Promise<void> {
	board.leave()
	await Promise.all([ana, li].map((person) => person.page.context().close()))
}

/** Returns the upper left corner of a card in a participant's window. */
export async function cornerOf(person: Actor, text: string): Promise<Point> {
	const { x, y } = await person.boxOf(text)
	return { x, y }
}

/** Waits until a card is at this point of a participant's window, within a tolerance. */
export async function waitForCorner(person: Actor, text: string, at: Point): Promise<void> {
	await expect(async () => {
		const { x, y } = await cornerOf(person, text)
		const isThere = [Math.abs(x - at.x) < TOLERANCE_PX, Math.abs(y - at.y) < TOLERANCE_PX]
		expect(isThere, `${x}, ${y}`).toEqual([true, true])
	}).toPass()
}

export const plus = (at: Point, by: Point): Point => ({ x: at.x + by.x, y: at.y + by.y })
/** Locates the element with the kind of a card in a participant's window. */
export const kindOf = (person: Actor, text: string) => person.card(text).locator('[data-kind]').first()

/** Collects the errors of a page, including those of a crashed editor. */
export function errorsOf(page: Page): string[] {
	const errors: string[] = []
	page.on('pageerror', (error) => errors.push(error.message))
	return errors
}

/** Links the two cards. */
export function linkCards(board: StockBoard): void {
	board.write('shape:link', { type: 'arrow', index: 'a3' })
	for (const [terminal, card] of [
		['start', DRAGGED],
		['end', OTHER],
	] as const)
		board.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId: card, 'props.terminal': terminal })
}
