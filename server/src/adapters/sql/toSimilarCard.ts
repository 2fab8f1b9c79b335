import type { BoardId, ObstacleCategory, WorkshopId } from '@charrette/shared'
import type { IndexedBoard, SimilarCard } from '../../ports/CardIndex.ts'
import { SAME_CATEGORY } from './practiceHits.ts'
import { parseStored } from './storedJson.ts'

/** Number of matches that are ranked by their category, too. */
export const MAX_RANKED_CARDS = 200

/** A card that was found; a better match has a higher score. */
export interface FoundCard {
	board: string
	card: string
	city: string
	text: string
	category: string | null
	solutions: string
	workshop: string
	place: string
	score: number
}

/** Returns the cards that were found, best first. Cards of the same category rank higher. */
export function toSimilarCards(
	found: readonly FoundCard[],
	{ category, limit }: { category: ObstacleCategory | null; limit: number },
): SimilarCard[] {
	return found
		.map((row) => toSimilar(row, category))
		.sort((a, b) => b.score - a.score)
		.slice(0, limit)
}

function toSimilar(
	{ board, workshop, score, place, solutions, ...row }: FoundCard,
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
		score: score * (isSameCategory ? SAME_CATEGORY : 1),
		isSameCategory,
	}
}
