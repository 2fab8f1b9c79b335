import type { Browser } from '@playwright/test'
import { Actor } from './Actor.ts'

/** A workshop of one group that a story conducts by commands, as the desk does. */
export interface ConductedWorkshop {
	id: string
	code: string
	/** The board of the only group, and that of everybody. */
	board: string
	plenary: string
	/** Where the facilitator's desk opens. */
	desk: string
	/** Runs a command; gives what it answers. */
	command(command: object): Promise<{ version: number; made?: string }>
	/** Plans a phase at the end of the run sheet. */
	addPhase(phase: object): Promise<void>
	/** Who joined under this name. */
	idOf(name: string): Promise<string>
	enterAsFacilitator(browser: Browser): Promise<Actor>
}

interface Opened {
	workshop: { id: string; sessions: { boards: { id: string; group: string | null }[] }[] }
	token: string
	joinCode: string
	links: { facilitator: string }
}

/** Opens a workshop of one group, to be conducted. */
export async function openToConduct(url: string): Promise<ConductedWorkshop> {
	const ask = async (path: string, { token, body }: { token?: string; body?: object }): Promise<unknown> => {
		const answer = await fetch(`${url}/api/${path}`, {
			method: body ? 'POST' : 'GET',
			headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
			...(body ? { body: JSON.stringify(body) } : {}),
		})
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
		return answer.json()
	}
	const opened = await ask('workshops', { body: { title: 'Streets', cities: ['Dakar', 'Wuhan'], groups: 1 } })
	const { workshop, token, joinCode, links } = opened as Opened
	const boards = workshop.sessions.flatMap((session) => session.boards)
	const command = async (body: object) =>
		(await ask(`workshops/${workshop.id}/commands`, { token, body })) as { version: number; made?: string }
	return {
		id: workshop.id,
		code: joinCode,
		board: boards.find(({ group }) => group !== null)?.id ?? '',
		plenary: boards.find(({ group }) => group === null)?.id ?? '',
		desk: links.facilitator,
		command,
		async addPhase(phase) {
			await command({ type: 'phase.add', phase })
		},
		async idOf(name) {
			const view = (await ask(`workshops/${workshop.id}`, { token })) as {
				workshop: { participants: { id: string; name: string }[] }
			}
			return view.workshop.participants.find((participant) => participant.name === name)?.id ?? ''
		},
		async enterAsFacilitator(browser) {
			const leader = await Actor.enter(browser, 'Facilitator')
			await leader.page.goto(links.facilitator)
			await leader.page.getByRole('heading', { name: 'Run sheet' }).waitFor()
			return leader
		},
	}
}
