import type { Content } from './openByApi.ts'

/** A workshop whose facilitator speaks to the server themselves, for stories about what others then see. */
export interface OpenedStage {
	id: string
	code: string
	desk: string
	projector: string
	/** The boards of the groups, in their order. */
	boards: string[]
	/** Sends a command; gives the id of what it made, if anything. */
	tell(command: object): Promise<string>
	/** The workshop as a member sees it, the facilitator unless told otherwise, with the server's time. */
	view(token?: string): Promise<View>
	/** A further link for somebody in this role. */
	invite(role: string): Promise<string>
	/** The cards that the server has on a board. */
	cardsOn(board: string): Promise<Content['cards']>
	/** Gives somebody's dots to a card of a board. */
	vote(token: string, ballot: { round: string; board: string; card: string; count: number }): Promise<void>
}

/** What a member is told of the workshop, as far as the stories ask. */
export interface View {
	now: number
	board: { id: string; title: string } | null
	workshop: {
		participants: { id: string; name: string }[]
		sessions: { phase: string | null; boards: { id: string; group: string | null }[] }[]
		timer: { runsMs: number; ranMs: number; startedAt: number | null } | null
	}
}

interface Opened {
	workshop: { id: string; sessions: { boards: { id: string; group: string | null }[] }[] }
	token: string
	joinCode: string
	links: { facilitator: string; projector: string }
}

/** Opens a workshop in English and Chinese with so many groups. */
export async function openStage(
	url: string,
	groups: number,
	cities: readonly string[] = ['Dakar', 'Wuhan'],
): Promise<OpenedStage> {
	const ask = async <Body>(path: string, body?: object, token?: string): Promise<Body> => {
		const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }
		const wish = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
		const answer = await fetch(`${url}/api/${path}`, wish)
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
		return (await answer.json()) as Body
	}
	const wish = { title: 'Streets', locale: 'en', locales: ['en', 'zh-CN'], cities, groups }
	const { workshop, token, joinCode, links } = await ask<Opened>('workshops', wish)
	const boards = workshop.sessions.flatMap((session) => session.boards)
	const command = <Answer>(body: object) => ask<Answer>(`workshops/${workshop.id}/commands`, body, token)
	return {
		id: workshop.id,
		code: joinCode,
		desk: links.facilitator,
		projector: links.projector,
		boards: boards.filter(({ group }) => group !== null).map(({ id }) => id),
		tell: async (body) => (await command<{ made?: string }>(body)).made ?? '',
		view: (member = token) => ask<View>(`workshops/${workshop.id}`, undefined, member),
		invite: async (role) => (await command<{ link: string }>({ type: 'links.create', role })).link,
		cardsOn: async (board) => (await ask<Content>(`boards/${board}/content`, undefined, token)).cards,
		async vote(voter, ballot) {
			await ask(`workshops/${workshop.id}/ballots`, ballot, voter)
		},
	}
}
