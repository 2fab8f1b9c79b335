import { setImmediate as yieldToEvents } from 'node:timers/promises'
import {
	accessTo,
	authorNameLookup,
	type Board,
	type BoardId,
	type CardQuery,
	createOriginals,
	currentSession,
	displayNames,
	type FoundCard,
	type FoundCards,
	LIMITS,
	plainText,
	readBoard,
	type Session,
	type Workshop,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { foldParts, markParts, partsOf } from '../../search/matchParts.ts'
import type { Requester } from '../access.ts'
import type { BoardCache } from './createBoardCache.ts'

/** Characters of cards in memory for searches, of all boards (SEARCH3). @limit board: read again */
const MAX_CACHED_CHARACTERS = 16_000_000

/** A card with text, as the search reads it. */
interface SearchedCard extends Pick<FoundCard, 'card' | 'kind' | 'city'> {
	/** The text without formatting. */
	text: string
	/** Text and city, folded. */
	folded: string
	/** The author's id, empty if unknown, and the name that came with an imported card. */
	author: string
	importedName: string | undefined
}

export type SearchedCards = BoardCache<readonly SearchedCard[]>

/** Reads the cards of a board for the search. */
export const SEARCHED_CARDS = {
	read: searchedCards,
	sizeOf: (cards: readonly SearchedCard[]) =>
		cards.reduce((size, { text, folded }) => size + text.length + folded.length, 0),
	maxSize: MAX_CACHED_CHARACTERS,
}

/**
 * Finds the cards that contain every part of a query in text, city or author, on all boards that
 * the requester may see (SEARCH1): those of the current session first, then those of the newest
 * sessions. Copies are found once (FAN5d). Throws a `StorageError`.
 */
export async function findCards(
	deps: { searchedCards: SearchedCards },
	{ identity, workshop }: Requester,
	{ q, limit, except }: CardQuery,
): Promise<FoundCards> {
	const parts = partsOf(q)
	const found: FoundCard[] = []
	let [count, left] = [0, LIMITS.maxSearchedBoards]
	if (parts.length === 0) return { cards: [], count, isPartial: false }
	const matches = createMatcher(workshop, parts)
	for (const session of sessionsInOrder(workshop)) {
		const isVisible = ({ id }: Board) => accessTo({ type: 'board', board: id }, identity, workshop) !== 'none'
		const visible = session.boards.filter(isVisible)
		const boards = visible.slice(0, Math.max(0, left))
		left -= visible.length
		for (const { board, card, author } of await matchesIn(deps, boards, { matches, except })) {
			count++
			if (found.length >= limit) continue
			const { card: id, kind, city } = card
			found.push({ board, card: id, kind, city, text: markParts(card, parts), ...(author && { author }) })
		}
	}
	return { cards: found, count, isPartial: left < 0 }
}

interface Match {
	board: BoardId
	card: SearchedCard
	author: string | undefined
}

interface Matching {
	/** Returns the author's name to show, or null if the card does not match. */
	matches(card: SearchedCard): { author: string | undefined } | null
	/** The board whose cards are left out. */
	except: BoardId | undefined
}

/** Returns the matches on the boards of a session, each once although it may have copies. */
async function matchesIn(
	{ searchedCards }: { searchedCards: SearchedCards },
	boards: readonly Board[],
	{ matches, except }: Matching,
): Promise<Match[]> {
	const withoutGroupLast = boards.toSorted((a, b) => Number(a.group === null) - Number(b.group === null))
	const originals = createOriginals<string>()
	const found: Match[] = []
	for (const board of withoutGroupLast) {
		const onBoard: Match[] = []
		for (const card of await searchedCards.read(board)) {
			const match = matches(card)
			if (match) onBoard.push({ board: board.id, card, ...match })
		}
		const isCopy = ({ card }: Match) => board.group === null && originals.of(identified(card)).length > 0
		const added = onBoard.filter((match) => !isCopy(match))
		for (const { card } of added) originals.add(identified(card), card.card)
		if (board.id !== except) found.push(...added)
		// Fifty boards take tens of milliseconds together; no edit should wait for that.
		await yieldToEvents()
	}
	return found
}

const identified = ({ card, kind, text }: SearchedCard) => ({ id: card, kind, text })

function createMatcher(workshop: Workshop, parts: readonly string[]): Matching['matches'] {
	const nameOf = authorNameLookup(new Map(displayNames(workshop)))
	const foldedNames = new Map<string, string>()
	const folded = (name: string) => {
		const known = foldedNames.get(name) ?? foldParts(name)
		foldedNames.set(name, known)
		return known
	}
	return (card) => {
		const author = nameOf(card.author, card.importedName)
		const name = author === undefined ? '' : folded(author)
		return parts.every((part) => card.folded.includes(part) || name.includes(part)) ? { author } : null
	}
}

/** Returns the sessions in the order of results: the current one, then the others, last first. */
function sessionsInOrder(workshop: Workshop): Session[] {
	const current = currentSession(workshop)
	const others = workshop.sessions.filter((session) => session !== current).toReversed()
	return current ? [current, ...others] : others
}

function searchedCards(doc: Y.Doc): SearchedCard[] {
	const { cards } = readBoard(doc, (participant, importedName = '') => `${participant}\n${importedName}`)
	return cards.flatMap(({ id, kind, city, text, author }) => {
		const plain = plainText(text).slice(0, LIMITS.maxCardTextLength)
		if (plain.trim() === '') return []
		const [participant = '', importedName = ''] = author?.split('\n') ?? []
		return [
			{
				card: id,
				kind,
				city,
				text: plain,
				folded: foldParts(`${plain}\n${city}`),
				author: participant,
				importedName: importedName || undefined,
			},
		]
	})
}
