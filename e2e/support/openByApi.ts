/** A workshop that was opened by the API, for stories that begin at the board. */
export interface OpenedWorkshop {
	code: string
	/** Freezes or thaws all boards, as the facilitator's desk does. */
	freeze(isFrozen: boolean): Promise<void>
	/** The texts of the cards that the server has on this board, sorted. */
	textsOn(board: string): Promise<string[]>
	/** Who wrote the card with this text, by the server's word. */
	authorOf(board: string, text: string): Promise<string | undefined>
	/** Keeps the board as it is now; gives the snapshot's id. */
	takeSnapshot(): Promise<string>
	/** Gives everybody the board of this snapshot, as another document. */
	replaceBy(snapshot: string): Promise<void>
	/** What the server has on the board of the only group. */
	content(): Promise<Content>
	/** The board of the only group. */
	board: string
	/** Where the facilitator's desk opens. */
	desk: string
}

export interface Content {
	cards: { id: string; kind: string; text: string; author?: string; category?: string }[]
	links: { from: string; to: string; meaning: string }[]
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
	return {
		code: joinCode,
		board,
		desk: links.facilitator,
		content: () => contentOf(board),
		async freeze(frozen) {
			await ask(`workshops/${workshop.id}/commands`, token, { type: 'boards.freeze', frozen })
		},
		async takeSnapshot() {
			return ((await ask(`boards/${board}/snapshots`, token, { name: 'Before' })) as { id: string }).id
		},
		async replaceBy(snapshot) {
			await ask(`snapshots/${snapshot}/restore`, token, { mode: 'replace' })
		},
		textsOn: async (id) => (await contentOf(id)).cards.map(({ text }) => text).sort(),
		authorOf: async (id, text) => (await contentOf(id)).cards.find((card) => card.text === text)?.author,
	}
}
