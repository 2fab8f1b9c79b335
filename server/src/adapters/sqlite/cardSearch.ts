/** The search for similar cards (SIMILAR1). Runs in the search thread. */
import type { Database } from 'better-sqlite3'
import type { CardIndex, SimilarCard } from '../../ports/CardIndex.ts'
import { planQuery } from '../../search/planQuery.ts'
import { MAX_SIMILAR_TERMS } from '../sql/practiceHits.ts'
import { type FoundCard, MAX_RANKED_CARDS, toSimilarCards } from '../sql/toSimilarCard.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

/** Returns the card search of a connection. */
export function prepareCardSearch(database: Database): (query: Parameters<CardIndex['similar']>[0]) => SimilarCard[] {
	const vocabulary = cacheVocabulary(database, { words: 'board_card_words', index: 'card' })
	const find = database.prepare<unknown[], FoundCard>(
		`SELECT c.board, c.card, c.city, c.text, c.category, c.solutions, b.workshop, b.place, -bm25(board_card_search) AS score
		FROM board_card_search JOIN board_card c ON c.id = board_card_search.rowid JOIN indexed_board b ON b.id = c.board
		WHERE board_card_search MATCH ? AND c.kind = ? AND c.board <> ?
			AND (b.is_open = 1 OR b.id IN (SELECT value FROM json_each(?)))
		ORDER BY score DESC LIMIT ${MAX_RANKED_CARDS}`,
	)
	return ({ boards, except, kind, text, category, limit }) => {
		// The trailing space marks the last word as complete.
		const terms = vocabulary.rarest(planQuery(`${text} `, 'en')).slice(0, MAX_SIMILAR_TERMS)
		if (terms.length === 0) return []
		const rows = find.all(terms.map(toMatch).join(' OR '), kind, except, JSON.stringify(boards))
		return toSimilarCards(rows, { category, limit })
	}
}
