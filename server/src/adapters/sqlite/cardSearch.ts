/** The search for cards that are alike (SIMILAR1); runs in a thread that reads. */
import type { BoardId, ObstacleCategory, WorkshopId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { CardIndex, IndexedBoard, SimilarCard } from '../../ports/CardIndex.ts'
import { planQuery } from '../../search/planQuery.ts'
import { parseStored } from './parseStored.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

/** Terms of a text that are compared: the rarest. */
const MAX_TERMS = 24
/** A card of the same category is this much more alike. */
const SAME_CATEGORY = 1.5
/** Matches that are looked at for their category. */
const MAX_RANKED = 200

interface CardRow {
	board: string
	card: string
	city: string
	text: string
	category: string | null
	solutions: string
	workshop: string
	place: string
	rank: number
}

/** Returns the search of a connection. */
export function prepareCardSearch(database: Database): (query: Parameters<CardIndex['similar']>[0]) => SimilarCard[] {
	const vocabulary = cacheVocabulary(database, { words: 'board_card_words', index: 'card' })
	const find = database.prepare<unknown[], CardRow>(
		`SELECT c.board, c.card, c.city, c.text, c.category, c.solutions, b.workshop, b.place, bm25(board_card_search) AS rank
		FROM board_card_search JOIN board_card c ON c.id = board_card_search.rowid JOIN indexed_board b ON b.id = c.board
		WHERE board_card_search MATCH ? AND c.kind = ? AND c.board <> ?
			AND (b.is_open = 1 OR b.id IN (SELECT value FROM json_each(?)))
		ORDER BY rank LIMIT ${MAX_RANKED}`,
	)
	return ({ boards, except, kind, text, category, limit }) => {
		// A space at the end: the last word is finished.
		const terms = vocabulary.rarest(planQuery(`${text} `, 'en')).slice(0, MAX_TERMS)
		if (terms.length === 0) return []
		const rows = find.all(terms.map(toMatch).join(' OR '), kind, except, JSON.stringify(boards))
		return rows
			.map((row) => toSimilar(row, category))
			.sort((a, b) => b.score - a.score)
			.slice(0, limit)
	}
}

function toSimilar(
	{ board, workshop, rank, place, solutions, ...row }: CardRow,
	category: ObstacleCategory | null,
): SimilarCard {
	const isSameCategory = category !== null && row.category === category
	return {
		card: row.card,
		city: row.city,
		text: row.text,
		board: board as BoardId,
		workshop: workshop as WorkshopId,
		place: parseStored<IndexedBoard['place']>(place),
		// An earlier release indexed the texts of solutions without their cities.
		solutions: parseStored<(string | SimilarCard['solutions'][number])[]>(solutions).map((solution) =>
			typeof solution === 'string' ? { text: solution, city: '' } : solution,
		),
		score: -rank * (isSameCategory ? SAME_CATEGORY : 1),
		isSameCategory,
	}
}
