import { setImmediate as yieldToEvents } from 'node:timers/promises'
import {
	accessTo,
	authorNameLookup,
	type Board,
	type BoardId,
	type Card,
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
	translationOf,
	type Workshop,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { foldParts, markParts, partsOf } from '../../search/matchParts.ts'
import type { Translations } from '../../translation/createTranslations.ts'
import { hashOf } from '../../translation/hashOf.ts'
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
	/** The hash of the text as it was written, and what people translated it to. */
	hash: string
	peoples: Pick<Card, 'text' | 'translations'> | null
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
 * sessions. With `to`, translations into that language are searched, too: those that people wrote,
 * and `stored` ones. Copies are found once (FAN5d). Throws a `StorageError`.
 */
export async function findCards(
	deps: { searchedCards: SearchedCards; boardTranslations: Pick<Translations, 'stored'> },
	{ identity, workshop }: Requester,
	{ q, limit, except, to }: CardQuery,
): Promise<FoundCards> {
	const parts = partsOf(q)
	const found: FoundCard[] = []
	let [count, left] = [0, LIMITS.maxSearchedBoards]
	if (parts.length === 0) return { cards: [], count, isPartial: false }
	const stored = to && !workshop.isUntranslated ? await deps.boardTranslations.stored(workshop.id, to) : NONE
	const translate = (card: SearchedCard) => {
		if (to === undefined || (card.author !== '' && card.author === identity.participant)) return undefined
		const byPeople = card.peoples && translationOf(card.peoples, to)
		return byPeople && !byPeople.isStale ? byPeople.text : stored.get(card.hash)
	}
	const matches = createMatcher(workshop, parts, translate)
	for (const session of sessionsInOrder(workshop)) {
		const isVisible = ({ id }: Board) => accessTo({ type: 'board', board: id }, identity, workshop) !== 'none'
		const visible = session.boards.filter(isVisible)
		const boards = visible.slice(0, Math.max(0, left))
		left -= visible.length
		for (const { board, card, author, translation } of await matchesIn(deps, boards, { matches, except })) {
			count++
			if (found.length >= limit) continue
			const { card: id, kind, city } = card
			found.push({
				board,
				card: id,
				kind,
				city,
				text: markParts(card, parts),
				...(author && { author }),
				...(translation && { translation: markParts(translation, parts) }),
			})
		}
	}
	return { cards: found, count, isPartial: left < 0 }
}

const NONE: ReadonlyMap<string, string> = new Map()

/** What a match shows beside its card. */
interface Shown {
	/** The author's name to show. */
	author: string | undefined
	/** The text in the searched language. */
	translation: { text: string; folded: string } | undefined
}

interface Match extends Shown {
	board: BoardId
	card: SearchedCard
}

interface Matching {
	/** Returns null if the card does not match. */
	matches(card: SearchedCard): Shown | null
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

function createMatcher(
	workshop: Workshop,
	parts: readonly string[],
	translate: (card: SearchedCard) => string | undefined,
): Matching['matches'] {
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
		const text = plainText(translate(card) ?? '')
		const translation = text === '' ? undefined : { text, folded: foldParts(text) }
		const isIn = (part: string) => card.folded.includes(part) || name.includes(part)
		const isFound = parts.every((part) => isIn(part) || translation?.folded.includes(part))
		return isFound ? { author, translation } : null
	}
}

/** Returns the sessions in the order of results: the current one, then the others, last first. */
export function sessionsInOrder(workshop: Workshop): Session[] {
	const current = currentSession(workshop)
	const others = workshop.sessions.filter((session) => session !== current).toReversed()
	return current ? [current, ...others] : others
}

function searchedCards(doc: Y.Doc): SearchedCard[] {
	const { cards } = readBoard(doc, (participant, importedName = '') => `${participant}\n${importedName}`)
	return cards.flatMap(({ id, kind, city, text, translations, author, joined = [] }) => {
		// A card is also found by the texts and cities of those that are joined into it.
		const others = joined.map((one) => `${plainText(one.text)}\n${one.city}`)
		const plain = plainText(text).slice(0, LIMITS.maxCardTextLength)
		if (plain.trim() === '') return []
		const [participant = '', importedName = ''] = author?.split('\n') ?? []
		return [
			{
				card: id,
				kind,
				city,
				text: plain,
				folded: foldParts([plain, city, ...others].join('\n')),
				hash: hashOf(text),
				peoples: translations ? { text, translations } : null,
				author: participant,
				importedName: importedName || undefined,
			},
		]
	})
}
