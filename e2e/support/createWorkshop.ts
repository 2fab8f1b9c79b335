import { setTimeout } from 'node:timers/promises'

/** The fields of the content API's answer for a board that the tests need. */
export interface BoardContent {
	cards: {
		id: string
		kind: string
		text: string
		city: string
		author?: string
		category?: string
		cluster?: string
		image?: { path: string; alt: string }
		description?: string
		/** The cards that are joined into it. */
		joined?: { text: string }[]
	}[]
	links: { from: string; to: string; meaning: string }[]
	clusters: { id: string; title: string; cards: string[] }[]
	coverage: { obstacles: number; answered: number; open: number; shared: number }
}

/**
 * The fields of a member's view of the workshop that the tests need; `now` is the server's time.
 */
export interface WorkshopView {
	now: number
	board: { id: string; title: string } | null
	workshop: {
		participants: { id: string; name: string }[]
		sessions: { phase: string | null; boards: { id: string; title: string; group: string | null }[] }[]
		rounds?: { id: string }[]
		timer: { runsMs: number; ranMs: number; startedAt: number | null } | null
	}
}

/** A workshop created over the HTTP API, and the requests of its facilitator. */
export interface CreatedWorkshop {
	id: string
	url: string
	code: string
	token: string
	/** The facilitator's link and the projector's link. */
	dashboard: string
	projector: string
	sessions: { id: string; boards: { id: string; title: string; group: string | null }[] }[]
	/** The boards of the groups in order, the first of them, and the board of the plenary. */
	boards: string[]
	board: string
	plenary: string
	/**
	 * Sends any request to the API with the facilitator's token; by default a POST if it has a body.
	 * Throws on an error.
	 */
	request<Answer>(path: string, body?: object, method?: string): Promise<Answer>
	/** Runs a facilitator's command; returns the id of the record that it created, or ''. */
	command(command: object): Promise<string>
	/** Adds a phase at the end of the run sheet; returns its id. */
	addPhase(phase: object): Promise<string>
	/** Freezes or unfreezes all boards. */
	freeze(isFrozen: boolean): Promise<void>
	/** Returns the workshop as the owner of a token sees it, by default the facilitator. */
	view(token?: string): Promise<WorkshopView>
	/** Creates another link for a role. */
	invite(role: string): Promise<string>
	/** Returns the id of the participant with this name, or ''. */
	participantId(name: string): Promise<string>
	/** Returns the content of a board on the server. */
	contentOf(board: string): Promise<BoardContent>
	/** Returns the texts of a board's cards, sorted. */
	textsOn(board: string): Promise<string[]>
	/** Returns the author of the card with this text. */
	authorOf(board: string, text: string): Promise<string | undefined>
	/** Puts a participant's dots on a card. */
	vote(token: string, ballot: { round: string; board: string; card: string; count: number }): Promise<void>
	/** Saves a version of the first group's board; returns the snapshot's id. */
	saveSnapshot(): Promise<string>
	/** Creates a new board from a snapshot. */
	copySnapshot(snapshot: string, title: string): Promise<void>
	/** Replaces the board by a snapshot, as a new document with the next epoch. */
	replaceBySnapshot(snapshot: string): Promise<void>
	restoreInPlace(snapshot: string): Promise<void>
}

interface Created {
	workshop: { id: string; sessions: CreatedWorkshop['sessions'] }
	token: string
	joinCode: string
	links: { facilitator: string; projector: string }
}

/**
 * Creates a workshop, by default with a single group and in English. The host key is required on a
 * server that is set up with one.
 */
export async function createWorkshop(url: string, options: object = {}, hostKey = ''): Promise<CreatedWorkshop> {
	const defaults = 'template' in options ? {} : { cities: ['Dakar', 'Bogotá'], groups: 1 }
	const created = await callApi<Created>(url, 'workshops', {
		token: hostKey,
		body: { title: 'Streets', ...defaults, ...options },
	})
	const { workshop, token, joinCode, links } = created
	const all = workshop.sessions.flatMap(({ boards }) => boards)
	const boards = all.filter(({ group }) => group !== null).map(({ id }) => id)
	const board = boards[0] ?? ''
	const request = <Answer>(path: string, body?: object, method?: string) =>
		callApi<Answer>(url, path, { token, body, method })
	const runCommand = <Answer>(body: object) => request<Answer>(`workshops/${workshop.id}/commands`, body)
	const command = async (body: object) => (await runCommand<{ made?: string }>(body)).made ?? ''
	const view = (member = token) => callApi<WorkshopView>(url, `workshops/${workshop.id}`, { token: member })
	const contentOf = (id: string) => request<BoardContent>(`boards/${id}/content`)
	return {
		id: workshop.id,
		url,
		code: joinCode,
		token,
		dashboard: links.facilitator,
		projector: links.projector,
		sessions: workshop.sessions,
		boards,
		board,
		plenary: all.find(({ group }) => group === null)?.id ?? '',
		request,
		command,
		addPhase: (phase) => command({ type: 'phase.add', phase }),
		freeze: async (frozen) => void (await command({ type: 'boards.freeze', frozen })),
		view,
		invite: async (role) => (await runCommand<{ link: string }>({ type: 'links.create', role })).link,
		participantId: async (name) =>
			(await view()).workshop.participants.find((participant) => participant.name === name)?.id ?? '',
		contentOf,
		textsOn: async (id) => (await contentOf(id)).cards.map(({ text }) => text).sort(),
		authorOf: async (id, text) => (await contentOf(id)).cards.find((card) => card.text === text)?.author,
		vote: (member, body) => callApi(url, `workshops/${workshop.id}/ballots`, { token: member, body }),
		saveSnapshot: async () => (await request<{ id: string }>(`boards/${board}/snapshots`, { name: 'Before' })).id,
		copySnapshot: (snapshot, title) => request(`snapshots/${snapshot}/restore`, { mode: 'copy', title }),
		replaceBySnapshot: (snapshot) => request(`snapshots/${snapshot}/restore`, { mode: 'replace' }),
		restoreInPlace: (snapshot) => request(`snapshots/${snapshot}/restore`, { mode: 'edit' }),
	}
}

/** Sends one request to the API; throws with the status and the body of an error. */
async function callApi<Answer>(
	url: string,
	path: string,
	{
		token,
		body,
		method = body ? 'POST' : 'GET',
	}: { token?: string | undefined; body?: object | undefined; method?: string | undefined },
	tries = 5,
): Promise<Answer> {
	const send = () =>
		fetch(`${url}/api/${path}`, {
			method,
			headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
			...(body ? { body: JSON.stringify(body) } : {}),
		})
	// The server closes an idle connection after 5 s. A test that was busy meanwhile, as with writing
	// thousands of cards, learns that only by sending.
	const answer = await (method === 'GET' ? send().catch(send) : send())
	// A server that is busy asks to try again.
	if (answer.status === 503 && tries > 1) {
		await setTimeout(Number(answer.headers.get('Retry-After') ?? 1) * 1000)
		return callApi(url, path, { token, body, method }, tries - 1)
	}
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
	return (answer.status === 204 ? null : await answer.json()) as Answer
}
