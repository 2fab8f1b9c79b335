import type { Browser } from '@playwright/test'
import { Actor } from './Actor.ts'
import type { BoardContent } from './createWorkshop.ts'
import { ListActor } from './ListActor.ts'

/** The address and the join code that a participant needs to join. */
export interface Invitation {
	url: string
	code: string
}

/** Joins a participant on the canvas of a wide screen. */
export async function joinOnCanvas(browser: Browser, to: Invitation, name: string, city = 'Dakar'): Promise<Actor> {
	const person = await Actor.open(browser, name)
	await person.join(to.url, to.code, city)
	await person.waitForKeyboard()
	return person
}

/** Joins a participant in the list on a phone. */
export async function joinOnPhone(browser: Browser, to: Invitation, name: string, city = 'Dakar'): Promise<ListActor> {
	const person = await ListActor.onPhone(browser, name)
	await person.join(to.url, to.code, city)
	return person
}

/** Joins a participant on the canvas whose page may use the clipboard. */
export async function joinWithClipboard(browser: Browser, to: Invitation, name: string): Promise<Actor> {
	const person = await joinOnCanvas(browser, to, name)
	await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
	return person
}

/** Joins Ana on the canvas, and writes an obstacle and a solution. */
export async function joinWithTwoCards(browser: Browser, to: Invitation): Promise<Actor> {
	const ana = await joinWithClipboard(browser, to, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 400 })
	await ana.writeCard('Solution', 'One office', { x: 800, y: 400 })
	return ana
}

/** Locates the links on a participant's canvas. */
export const linksOf = (person: Actor) => person.page.locator('[data-shape-type="arrow"]')

/** Returns each link as "text meaning text", sorted. */
export function sentencesOf({ cards, links }: BoardContent): string[] {
	const textOf = new Map(cards.map((card) => [card.id, card.text]))
	return links.map((link) => `${textOf.get(link.from)} ${link.meaning} ${textOf.get(link.to)}`).sort()
}
