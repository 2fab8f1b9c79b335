import { type Kysely, sql } from 'kysely'
import type { IndexedCard } from '../../ports/CardIndex.ts'
import { planQuery } from '../../search/planQuery.ts'
import { MAX_SIMILAR_TERMS } from '../sql/practiceHits.ts'
import type { CardSearch } from '../sql/SqlCardIndex.ts'
import type { Tables } from '../sql/tables.ts'
import { type FoundCard, MAX_RANKED_CARDS, toSimilarCards } from '../sql/toSimilarCard.ts'
import { scoredTexts, type TermTables, weighTerms } from './termSearch.ts'
import { rarestGroups } from './vocabulary.ts'

const TABLES: TermTables = { terms: 'board_card_term', texts: 'board_card', text: 'card' }

/** Creates the search for similar cards (SIMILAR1), by queries of PostgreSQL. */
export function createPostgresCardSearch(db: Kysely<Tables>): CardSearch {
	return {
		async similar({ boards, except, kind, text, synonyms, category, limit }) {
			// The trailing space marks the last word as complete.
			const { groups: planned } = planQuery(`${text} `, 'en', synonyms)
			const groups = (await rarestGroups(db, 'board_card_term', planned)).slice(0, MAX_SIMILAR_TERMS)
			if (groups.length === 0) return []
			const found = sql<FoundCard>`WITH ${scoredTexts(TABLES, groups)}
				SELECT c.board, c.card, c.city, c.text, c.category, c.solutions, b.workshop, b.place, s.score
				FROM scored s JOIN board_card c ON c.id = s.text JOIN indexed_board b ON b.id = c.board
				WHERE c.kind = ${kind} AND c.board <> ${except} AND (b.is_open = 1 OR b.id = ANY(${boards}::text[]))
				ORDER BY s.score DESC LIMIT ${MAX_RANKED_CARDS}`
			return toSimilarCards((await found.execute(db)).rows, { category, limit })
		},
		// Nothing is cached. Two nodes that index a board wait for each other at its row.
		indexChanged: () => [],
		insertCards(board, cards) {
			const weighed = cards.map(({ terms }) => weighTerms([{ terms, weight: 1 }]))
			const column = <Value>(of: (card: IndexedCard) => Value) => cards.map(of)
			const ofTerms = <Value>(of: (text: ReturnType<typeof weighTerms>) => Value[]) => weighed.flatMap(of)
			const owners = weighed.flatMap(({ terms }, index) => terms.map(() => cards[index]?.card ?? ''))
			return [
				sql`WITH added AS (
					INSERT INTO board_card (board, card, kind, category, city, text, solutions, length)
					SELECT ${board}, c.* FROM unnest(
						${column(({ card }) => card)}::text[], ${column(({ kind }) => kind)}::text[],
						${column(({ category }) => category)}::text[], ${column(({ city }) => city)}::text[],
						${column(({ text }) => text)}::text[],
						${column(({ solutions }) => JSON.stringify(solutions))}::text[],
						${weighed.map(({ length }) => length)}::int[]
					) AS c
					RETURNING id, card
				)
				INSERT INTO board_card_term (term, card, weight)
				SELECT t.term, added.id, t.weight FROM unnest(
					${owners}::text[], ${ofTerms(({ terms }) => terms)}::text[], ${ofTerms(({ weights }) => weights)}::real[]
				) AS t(card, term, weight) JOIN added ON added.card = t.card`.compile(db),
			]
		},
	}
}
