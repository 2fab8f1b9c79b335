import type { Page } from '@playwright/test'
import { type OpenedWorkshop, openWorkshop } from '../support/openWorkshop.ts'
import { type Joined, joinAsStock } from '../support/stockClient.ts'

/** The sample workshop with people of long and short names, whose pages are measured. */
export interface SweptWorkshop {
	url: string
	workshop: OpenedWorkshop
	/** Signs this browser in as a person who has joined, with the board of the first group. */
	signInAsParticipant(page: Page): Promise<void>
}

const PEOPLE = [
	['Ana', 'Bogotá'],
	['Aminata Ndiaye', 'Dakar'],
	['李伟', 'Wuhan'],
	['Maria del Carmen Rodríguez de la Fuente', 'Barcelona'],
] as const

export async function openSweptWorkshop(url: string): Promise<SweptWorkshop> {
	const workshop = await openWorkshop(url, {
		template: 'sample',
		locale: 'en',
		title: 'Green roofs for growing cities',
	})
	const joined: Joined[] = []
	for (const [name, city] of PEOPLE) joined.push(await joinAsStock(url, workshop.code, { name, city }))
	const me = joined[0]
	if (!me) throw new Error('nobody joined')
	const credentials = { workshop: workshop.id, token: me.token, role: 'participant', participant: me.participant.id }
	return {
		url,
		workshop: { ...workshop, board: me.board.id },
		async signInAsParticipant(page) {
			await page.goto(url)
			await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
				`charrette.credentials.${workshop.id}.participant`,
				JSON.stringify(credentials),
			] as const)
		},
	}
}
