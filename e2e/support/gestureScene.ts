import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import type { Point } from './Actor.ts'
import { Actor } from './Actor.ts'
import type { StockBoard } from './boardAsStock.ts'
import { boardAsStock } from './boardAsStock.ts'
import type { Stack } from './startStack.ts'

/** The two cards of a scene. */
export const CARD = 'shape:held'
export const OTHER = 'shape:other'
const HELD = { type: 'card', xy: [100, 100], index: 'a1', 'props.kind': 'obstacle', 'props.city': 'Dakar' }
/** How far a card may be from where it is expected, in px. */
const NOT_FAR = 3

/** Two people at one board, and the document as the server has it beside them. */
export interface Scene {
	ana: Actor
	li: Actor
	board: StockBoard
}

/** Two people at a board with two cards. */
export async function openScene(browser: Browser, stack: Stack): Promise<Scene> {
	const code = await openWorkshop(stack)
	const board = await boardAsStock(stack.url, code)
	board.write(CARD, { ...HELD, text: new Y.Text('held') })
	board.write(OTHER, { ...HELD, xy: [600, 300], index: 'a2', text: new Y.Text('other') })
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	await Promise.all([ana.join(stack.url, code, 'Dakar'), li.join(stack.url, code, 'Wuhan')])
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(2)
	return { ana, li, board }
}

async function openWorkshop(stack: Stack): Promise<string> {
	const answer = await fetch(`${stack.url}/api/workshops`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ title: 'Gestures', cities: ['Dakar', 'Wuhan'], groups: 1 }),
	})
	return ((await answer.json()) as { joinCode: string }).joinCode
}

/** Everybody leaves. */
export async function close({ ana, li, board }: Scene): Promise<void> {
	board.leave()
	await Promise.all([ana, li].map((person) => person.page.context().close()))
}

/** Where the card with this text lies on a person's screen. */
export async function placeOf(person: Actor, text: string): Promise<Point> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x, y: box.y }
}

/** Takes a card by its middle and moves it; the hand stays closed. */
export async function drag(person: Actor, text: string, by: Point): Promise<void> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	const { mouse } = person.page
	const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
	await mouse.move(middle.x, middle.y)
	await mouse.down()
	await mouse.move(middle.x + by.x / 2, middle.y + by.y / 2, { steps: 4 })
	await mouse.move(middle.x + by.x, middle.y + by.y, { steps: 4 })
}

/** Waits until a person sees the card there. */
export async function sees(person: Actor, text: string, at: Point): Promise<void> {
	await expect(async () => {
		const { x, y } = await placeOf(person, text)
		expect([Math.abs(x - at.x) < NOT_FAR, Math.abs(y - at.y) < NOT_FAR], `${x}, ${y}`).toEqual([true, true])
	}).toPass()
}

/** A point moved by a way. */
export const plus = (at: Point, by: Point): Point => ({ x: at.x + by.x, y: at.y + by.y })
/** The mark that says which kind a person sees a card as. */
export const kindOf = (person: Actor, text: string) => person.card(text).locator('[data-kind]').first()

/** Errors of a page; a crashed editor says so, too. */
export function errorsOf(page: Page): string[] {
	const errors: string[] = []
	page.on('pageerror', (error) => errors.push(error.message))
	return errors
}

/** Links the one card to the other. */
export function linkCards(board: StockBoard): void {
	board.write('shape:link', { type: 'arrow', index: 'a3' })
	for (const [terminal, card] of [
		['start', CARD],
		['end', OTHER],
	] as const)
		board.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId: card, 'props.terminal': terminal })
}
