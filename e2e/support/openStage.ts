/** A workshop whose facilitator speaks to the server themselves, for stories about what others then see. */
export interface OpenedStage {
	code: string
	desk: string
	projector: string
	/** The boards of the groups, in their order. */
	boards: string[]
	/** Sends a command; gives the id of what it made, if anything. */
	tell(command: object): Promise<string>
	/** Gives somebody's dots to a card of a board. */
	vote(token: string, ballot: { round: string; board: string; card: string; count: number }): Promise<void>
}

interface Opened {
	workshop: { id: string; sessions: { boards: { id: string; group: string | null }[] }[] }
	token: string
	joinCode: string
	links: { facilitator: string; projector: string }
}

/** Opens a workshop in English and Chinese with so many groups. */
export async function openStage(url: string, groups: number): Promise<OpenedStage> {
	const post = async <Body>(path: string, body: object, token?: string): Promise<Body> => {
		const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }
		const answer = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
		return (await answer.json()) as Body
	}
	const wish = { title: 'Streets', locale: 'en', locales: ['en', 'zh-CN'], cities: ['Dakar', 'Wuhan'], groups }
	const { workshop, token, joinCode, links } = await post<Opened>('workshops', wish)
	const boards = workshop.sessions.flatMap((session) => session.boards)
	return {
		code: joinCode,
		desk: links.facilitator,
		projector: links.projector,
		boards: boards.filter(({ group }) => group !== null).map(({ id }) => id),
		tell: async (command) =>
			(await post<{ made?: string }>(`workshops/${workshop.id}/commands`, command, token)).made ?? '',
		async vote(voter, ballot) {
			await post(`workshops/${workshop.id}/ballots`, ballot, voter)
		},
	}
}
