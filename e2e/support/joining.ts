import type { Browser } from '@playwright/test'
import { Actor } from './Actor.ts'
import { ListActor } from './ListActor.ts'

/** A workshop as who joins it knows it: where, and by which code. */
export interface Invitation {
	url: string
	code: string
}

/** Somebody at the canvas of a wide screen. */
export async function joinOnCanvas(browser: Browser, to: Invitation, name: string, city = 'Dakar'): Promise<Actor> {
	const person = await Actor.enter(browser, name)
	await person.join(to.url, to.code, city)
	await person.hearsKeys()
	return person
}

/** Somebody at the list of a phone. */
export async function joinOnPhone(browser: Browser, to: Invitation, name: string, city = 'Dakar'): Promise<ListActor> {
	const person = await ListActor.onPhone(browser, name)
	await person.join(to.url, to.code, city)
	return person
}
