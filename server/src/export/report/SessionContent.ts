import {
	type BoardContent,
	type BoardId,
	type Card,
	foldText,
	type JoinedObstacle,
	joinObstacles,
	type Link,
	type Session,
	type SessionSource,
	sessionCards,
	sessionObstacles,
	type Workshop,
} from '@charrette/shared'

/** The content of the boards of a report's sessions, read together. */
export interface SessionContent {
	/** The cards, each once, with the titles of their boards. */
	counted: ReadonlyMap<Card, string>
	/** The number of copies that are not counted (FAN5d). */
	copies: number
	/** The cards that are written at their place: those above, and copies with another text. */
	written: ReadonlySet<Card>
	/** The obstacles; those that say the same are joined (SHARED1). */
	obstacles: readonly JoinedObstacle[]
	/** The cards of the obstacles without a solution. */
	open: ReadonlySet<Card>
	/** The links of the groups' boards, as `linkKey` writes them. */
	groupLinks: ReadonlySet<string>
	boardTitles: ReadonlyMap<BoardId, string>
}

/** Reads the boards of sessions together. */
export function readSessions({
	workshop,
	sessions,
	contents,
}: {
	workshop: Workshop
	sessions: readonly Session[]
	contents: ReadonlyMap<BoardId, BoardContent>
}): SessionContent {
	const sources = sessions.map(({ boards }) =>
		boards.flatMap((board): SessionSource[] => {
			const content = contents.get(board.id)
			return content ? [{ board, content }] : []
		}),
	)
	const all = sources.flat()
	const sums = sources.map(sessionCards)
	const ofSums = new Set(sums.flatMap(({ cards }) => cards))
	const texts = new Set([...ofSums].map(textKey))
	const obstacles = joinObstacles(sources.flatMap(sessionObstacles))
	const unanswered = obstacles.filter(({ isAnswered }) => !isAnswered).flatMap((joined) => joined.obstacles)
	const openKeys = new Set(unanswered.map(({ board, card }) => `${board} ${card}`))
	const boardTitles = new Map(workshop.sessions.flatMap(({ boards }) => boards.map(({ id, title }) => [id, title])))
	const placed = all.flatMap(({ board, content }) => content.cards.map((card) => ({ board: board.id, card })))
	const counted = placed.filter(({ card }) => ofSums.has(card))
	return {
		counted: new Map(counted.map(({ board, card }) => [card, boardTitles.get(board) ?? ''])),
		copies: sums.reduce((sum, { copies }) => sum + copies, 0),
		written: new Set(placed.flatMap(({ card }) => (ofSums.has(card) || !texts.has(textKey(card)) ? card : []))),
		obstacles,
		open: new Set(placed.flatMap(({ board, card }) => (openKeys.has(`${board} ${card.id}`) ? card : []))),
		groupLinks: new Set(all.flatMap(({ board, content }) => (board.group ? content.links.map(linkKey) : []))),
		boardTitles,
	}
}

const textKey = ({ kind, text }: Card) => `${kind} ${foldText(text)}`

/** Returns a text that is equal for the same link between cards and between their copies. */
export function linkKey({ from, to, meaning }: Link): string {
	return `${from} ${to} ${meaning}`
}
