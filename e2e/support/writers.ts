import type { Browser } from '@playwright/test'
import type { Actor, Point } from './Actor.ts'
import { type Invitation, joinOnCanvas } from './joining.ts'
import type { Content } from './openByApi.ts'

/** Somebody joins a workshop, with the clipboard at hand. */
export async function join(browser: Browser, to: Invitation, name: string): Promise<Actor> {
	const person = await joinOnCanvas(browser, to, name)
	await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
	return person
}

/** The links that a person sees. */
export const links = (person: Actor) => person.page.locator('[data-shape-type="arrow"]')

/** Every link as "text meaning text", by the server's word. */
export function sentencesOf({ cards, links: found }: Content): string[] {
	const textOf = new Map(cards.map((card) => [card.id, card.text]))
	return found.map((link) => `${textOf.get(link.from)} ${link.meaning} ${textOf.get(link.to)}`).sort()
}

/** The middle of a card on a person's screen. */
export async function middleOf(person: Actor, text: string): Promise<Point> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Selects a card by a click. */
export async function select(person: Actor, text: string): Promise<void> {
	const { x, y } = await middleOf(person, text)
	await person.page.mouse.click(x, y)
}

/** Somebody at a board with an obstacle and a solution. */
export async function twoCards(browser: Browser, to: Invitation): Promise<Actor> {
	const ana = await join(browser, to, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 400 })
	await ana.writeCard('Solution', 'One desk', { x: 800, y: 400 })
	return ana
}
