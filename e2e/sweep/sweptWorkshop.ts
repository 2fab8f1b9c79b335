import type { Page } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { type Joined, joinAsStock, openRoom } from '../support/stockClient.ts'

/** The sample workshop with participants of long and short names, whose pages are measured. */
export interface SweptWorkshop {
	url: string
	workshop: CreatedWorkshop
	/** The id of a practice that this workshop has published and adopted itself. */
	practice: string
	/** Signs this browser in as a participant on the board of the first group. */
	signInAsParticipant(page: Page): Promise<void>
	/** Shows this participant as present at that board, until `leaveBoard`. */
	visitBoard(): void
	leaveBoard(): void
}

const PEOPLE = [
	['Ana', 'Bogotá'],
	['Aminata Ndiaye', 'Dakar'],
	['李伟', 'Wuhan'],
	['Maria del Carmen Rodríguez de la Fuente', 'Barcelona'],
] as const

export async function openSweptWorkshop(url: string): Promise<SweptWorkshop> {
	const workshop = await createWorkshop(url, {
		template: 'sample',
		locale: 'en',
		title: 'Green roofs for growing cities',
	})
	const joined: Joined[] = []
	for (const [name, city] of PEOPLE) joined.push(await joinAsStock(url, workshop.code, { name, city }))
	const me = joined[0]
	if (!me) throw new Error('nobody joined')
	const credentials = { workshop: workshop.id, token: me.token, role: 'participant', participant: me.participant.id }
	let visit: ReturnType<typeof openRoom> | null = null
	return {
		url,
		visitBoard() {
			visit = openRoom(url, `workshop:${workshop.id}`, me.token)
			visit.awareness.setLocalState({ board: me.board.id })
		},
		leaveBoard: () => visit?.destroy(),
		workshop: { ...workshop, board: me.board.id },
		practice: await publishPractice(workshop),
		async signInAsParticipant(page) {
			await page.goto(url)
			await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
				`charrette.credentials.${workshop.id}.participant`,
				JSON.stringify(credentials),
			] as const)
		},
	}
}

const TITLE = 'One-stop counter for permits of roof gardens, solar panels and rainwater tanks'
const SUMMARY = 'A single counter answers every application within thirty days. '
const LESSONS = 'Ask the fire brigade early, and ask again before the first harvest. '

/** Publishes a practice with texts, facts and an adoption, so that its pages show every part. */
async function publishPractice({ id, plenary, request }: CreatedWorkshop): Promise<string> {
	const fields = { title: TITLE, abstract: SUMMARY.repeat(5), lessons: LESSONS.repeat(8) }
	const { practice } = await request<{ practice: { id: string } }>(`workshops/${id}/practices`, {
		locale: 'en',
		fields,
	})
	const path = `practices/${practice.id}`
	await request(
		path,
		{ locale: 'es', fields: { title: 'Ventanilla única de permisos', abstract: SUMMARY.repeat(2) } },
		'PATCH',
	)
	const facts = {
		city: { name: 'Barcelona', country: 'ES', population: 1_700_000 },
		themes: ['housing', 'climate', 'participation'],
		sdgs: [6, 11, 13],
		contact: 'roofs@city.example',
		obstacles: [{ text: 'Nobody knows which office decides.', category: 'coordination' }],
	}
	await request(path, { facts }, 'PATCH')
	await request(`${path}/publish`, { visibility: 'server' })
	await request(`${path}/adopt`, { board: plenary, locale: 'en' })
	return practice.id
}
