/** A workshop that was opened by the API, for stories that begin at the board. */
export interface OpenedWorkshop {
	code: string
	/** Runs a facilitator's command; gives the id of what it made, if it made something. */
	command(command: object): Promise<string | undefined>
	/** Freezes or thaws all boards, as the facilitator's desk does. */
	freeze(isFrozen: boolean): Promise<void>
	/** The texts of the cards that the server has on this board, sorted. */
	textsOn(board: string): Promise<string[]>
	/** What the server has on this board. */
	contentOf(board: string): Promise<Content>
	/** Who wrote the card with this text, by the server's word. */
	authorOf(board: string, text: string): Promise<string | undefined>
	/** Keeps the board as it is now; gives the snapshot's id. */
	takeSnapshot(): Promise<string>
	/** Makes a further board of this snapshot. */
	copyOf(snapshot: string, title: string): Promise<void>
	/** Gives everybody the board of this snapshot, as another document. */
	replaceBy(snapshot: string): Promise<void>
	/** The board of the only group. */
	board: string
	/** Where the facilitator's desk opens. */
	desk: string
}

/** What the content API says of a board, as far as the stories ask. */
export interface Content {
	cards: {
		id: string
		kind: string
		text: string
		city: string
		author?: string
		category?: string
		cluster?: string
	}[]
	links: { from: string; to: string; meaning: string }[]
	clusters: { title: string; cards: string[] }[]
	coverage: { obstacles: number; answered: number; open: number; shared: number }
}

/** Opens a workshop of one group. */
export async function openByApi(url: string): Promise<OpenedWorkshop> {
	const ask = async (path: string, token?: string, body?: object): Promise<unknown> => {
		const answer = await fetch(`${url}/api/${path}`, {
			method: body ? 'POST' : 'GET',
			headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
			...(body ? { body: JSON.stringify(body) } : {}),
		})
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
		return answer.status === 204 ? null : answer.json()
	}
	const opened = await ask('workshops', undefined, { title: 'Streets', cities: ['Dakar', 'Bogotá'], groups: 1 })
	const { workshop, token, joinCode, links } = opened as {
		workshop: { id: string; sessions: { boards: { id: string; group: string | null }[] }[] }
		token: string
		joinCode: string
		links: { facilitator: string }
	}
	const board = workshop.sessions.flatMap(({ boards }) => boards).find(({ group }) => group !== null)?.id ?? ''
	const contentOf = async (id: string) => (await ask(`boards/${id}/content`, token)) as Content
	const command = async (body: object) =>
		((await ask(`workshops/${workshop.id}/commands`, token, body)) as { made?: string }).made
	return {
		code: joinCode,
		board,
		desk: links.facilitator,
		command,
		async freeze(frozen) {
			await command({ type: 'boards.freeze', frozen })
		},
		async takeSnapshot() {
			return ((await ask(`boards/${board}/snapshots`, token, { name: 'Before' })) as { id: string }).id
		},
		async copyOf(snapshot, title) {
			await ask(`snapshots/${snapshot}/restore`, token, { mode: 'copy', title })
		},
		async replaceBy(snapshot) {
			await ask(`snapshots/${snapshot}/restore`, token, { mode: 'replace' })
		},
		contentOf,
		textsOn: async (id) => (await contentOf(id)).cards.map(({ text }) => text).sort(),
		authorOf: async (id, text) => (await contentOf(id)).cards.find((card) => card.text === text)?.author,
	}
}
