import {
	type Board,
	type BoardId,
	type Card,
	findBoard,
	indexTerms,
	readBoard,
	sessionBoards,
	stemsOf,
	type Workshop,
	type WorkshopId,
	withJoined,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { CardIndex, IndexedBoard, IndexedCard, SimilarCard } from '../ports/CardIndex.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { Glossary } from '../search/Glossary.ts'
import { LEAST_SHARE } from '../search/planQuery.ts'
import type { Requester } from '../workshops/access.ts'

/** Maximum number of indexed cards of one board. Boards of a workshop have fewer. */
const MAX_CARDS = 1000
/** Maximum number of indexed characters of one card. */
const MAX_TEXT_LENGTH = 1000
/** Factor by which more cards are read than shown, since some are copies of each other. */
const COPIES = 3
/** Maximum number of boards that one request may have to index. */
const MAX_BOARDS = 60
/** Maximum number of boards that are remembered as indexed. */
const MAX_CHANGED = 10_000

/** Updates the index of cards on demand, board by board. */
export interface CardIndexer {
	/** Indexes the boards of a workshop that have changed. */
	refresh(workshop: Workshop): Promise<void>
	close(): void
}

interface CardIndexerDeps {
	cardIndex: CardIndex
	rooms: Pick<Rooms, 'read' | 'watch'>
}

/** Creates the indexer, which watches all boards for changes. The caller has to close it. */
export function createCardIndexer({ cardIndex, rooms }: CardIndexerDeps): CardIndexer {
	/** Boards whose index is up to date, as far as this process knows. */
	const current = new Set<BoardId>()
	const stop = rooms.watch(({ id }) => current.delete(id))
	const running = new Map<WorkshopId, Promise<void>>()

	async function refreshNow(workshop: Workshop): Promise<void> {
		const boards = workshop.sessions.flatMap((session) => sessionBoards(session)).slice(0, MAX_BOARDS)
		const ids = new Set(boards.map(({ id }) => id))
		await cardIndex.remove((await cardIndex.boardsOf(workshop.id)).filter((id) => !ids.has(id)))
		for (const board of boards) if (!current.has(board.id)) await indexBoard(workshop, board)
	}

	async function indexBoard(workshop: Workshop, board: Board): Promise<void> {
		const cards = await rooms.read(board, (doc) => {
			if (current.size >= MAX_CHANGED) current.clear()
			current.add(board.id)
			return indexedCards(readBoard(doc))
		})
		const isOpen = workshop.isOpenToServer === true
		await cardIndex.put({ board: board.id, workshop: workshop.id, place: placeOf(workshop, board.id), isOpen }, cards)
	}

	return {
		refresh(workshop) {
			const refreshing = running.get(workshop.id) ?? refreshNow(workshop).finally(() => running.delete(workshop.id))
			running.set(workshop.id, refreshing)
			return refreshing
		},
		close: stop,
	}
}

/** Returns a card of a board. Throws `card_gone`. */
export async function requireCard({ rooms }: { rooms: Pick<Rooms, 'read'> }, board: Board, id: string): Promise<Card> {
	const { cards } = await rooms.read(board, (doc) => readBoard(doc))
	const card = withJoined(cards).find((candidate) => candidate.id === id)
	if (!card) throw new AppError('card_gone')
	return card
}

/**
 * Finds cards similar to a card on the other boards of the requester's workshop, and in workshops
 * that are open to the server (SIMILAR1).
 */
export async function findSimilarCards(
	deps: { cardIndex: CardIndex; cardIndexer: CardIndexer; glossary: Glossary },
	{ workshop }: Requester,
	{ board, card, limit }: { board: BoardId; card: Card; limit: number },
): Promise<SimilarCard[]> {
	await deps.cardIndexer.refresh(workshop)
	const boards = workshop.sessions.flatMap((session) => sessionBoards(session)).map(({ id }) => id)
	const { text, category = null } = card
	const kind = card.kind === 'solution' ? 'solution' : 'obstacle'
	const synonyms = await deps.glossary.synonymsOf(text)
	const query = { boards, except: board, kind, text, synonyms, category, limit: COPIES * limit } as const
	const found = await deps.cardIndex.similar(query)
	const isOwnCopy = (one: SimilarCard) => boards.includes(one.board) && one.text === text && one.city === card.city
	const others = withoutCopies(found.filter((one) => !isOwnCopy(one)))
	const floor = LEAST_SHARE * (others[0]?.score ?? 0)
	return others.filter(({ score }) => score >= floor).slice(0, limit)
}

/** Removes copies: a card of a group is often copied onto the plenary board. */
function withoutCopies(found: readonly SimilarCard[]): SimilarCard[] {
	const byText = new Map<string, SimilarCard>()
	for (const one of found) {
		const key = JSON.stringify([one.place.workshop, one.city, one.text])
		const known = byText.get(key)
		if (!known || (known.solutions.length === 0 && one.solutions.length > 0)) byText.set(key, one)
	}
	return [...byText.values()]
}

function indexedCards({ cards, links }: ReturnType<typeof readBoard>): IndexedCard[] {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const solutions = new Map<string, IndexedCard['solutions']>()
	for (const { from, to, meaning } of links) {
		const solution = byId.get(from)
		if (meaning !== 'addresses' || solution?.kind !== 'solution') continue
		const { text, city } = solution
		solutions.set(to, [...(solutions.get(to) ?? []), { text: text.slice(0, MAX_TEXT_LENGTH), city }].slice(0, 10))
	}
	return cards
		.filter(({ kind, text }) => (kind === 'obstacle' || kind === 'solution') && text.trim() !== '')
		.slice(0, MAX_CARDS)
		.map(({ id, kind, category = null, city, text, joined = [] }) => ({
			card: id,
			kind: kind as IndexedCard['kind'],
			category,
			city,
			text: text.slice(0, MAX_TEXT_LENGTH),
			// A card is also found by the texts of those that are joined into it (JOIN2).
			terms: termsOf([text, ...joined.map((one) => one.text)].join('\n').slice(0, MAX_TEXT_LENGTH)),
			solutions: solutions.get(id) ?? [],
		}))
}

/** Returns the terms of a text whose language is not known, with its stems in all languages. */
function termsOf(text: string): string {
	const terms = indexTerms(text, 'zh-CN').split(' ')
	return [...terms, ...terms.flatMap(stemsOf)].join(' ')
}

function placeOf(workshop: Workshop, board: BoardId): IndexedBoard['place'] {
	const session = findBoard(workshop, board)?.session
	const group = session?.groups.find((candidate) => candidate.board === board)
	return {
		workshop: workshop.title,
		...(session && { session: session.title }),
		...(group && { group: group.name }),
	}
}
