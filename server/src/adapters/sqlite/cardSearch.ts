/** The search for similar cards (SIMILAR1). Runs in the search thread. */
import type { Database } from 'better-sqlite3'
import type { CardIndex, SimilarCard } from '../../ports/CardIndex.ts'
import { planQuery } from '../../search/planQuery.ts'
import { MAX_SIMILAR_TERMS, MOST_OF_WORD, rarityOf } from '../sql/practiceHits.ts'
import { type FoundCard, MAX_RANKED_CARDS, toSimilarCards } from '../sql/toSimilarCard.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

/** Returns the card search of a connection. */
export function prepareCardSearch(database: Database): (query: Parameters<CardIndex['similar']>[0]) => SimilarCard[] {
	const vocabulary = cacheVocabulary(database, { words: 'board_card_words', index: 'card' })
	const count = database.prepare<[], number>('SELECT count(*) FROM board_card').pluck()
	const find = database
		.prepare<unknown[], [card: number, rank: number]>(
			`SELECT c.id, bm25(board_card_search)
			FROM board_card_search JOIN board_card c ON c.id = board_card_search.rowid JOIN indexed_board b ON b.id = c.board
			WHERE board_card_search MATCH ? AND c.kind = ? AND c.board <> ?
				AND (b.is_open = 1 OR b.id IN (SELECT value FROM json_each(?)))`,
		)
		.raw()
	const card = database.prepare<[number], Omit<FoundCard, 'score'>>(
		`SELECT c.board, c.card, c.city, c.text, c.category, c.solutions, b.workshop, b.place
		FROM board_card c JOIN indexed_board b ON b.id = c.board WHERE c.id = ?`,
	)
	return ({ boards, except, kind, text, synonyms, category, limit }) => {
		// The trailing space marks the last word as complete.
		const { groups } = planQuery(`${text} `, 'en', synonyms)
		const scores = new Map<number, number>()
		const cards = count.get() ?? 0
		for (const group of vocabulary.rarest(groups).slice(0, MAX_SIMILAR_TERMS)) {
			const found = find.all(toMatch(group), kind, except, JSON.stringify(boards))
			const most = MOST_OF_WORD * rarityOf(found.length, cards)
			for (const [id, rank] of found) scores.set(id, (scores.get(id) ?? 0) + Math.min(-rank, most))
		}
		const best = [...scores].sort(([, a], [, b]) => b - a).slice(0, MAX_RANKED_CARDS)
		const rows = best.flatMap(([id, score]) => {
			const row = card.get(id)
			return row ? [{ ...row, score }] : []
		})
		return toSimilarCards(rows, { category, limit })
	}
}
