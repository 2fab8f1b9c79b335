import type { CardKind, ObstacleCategory } from '../domain/Card.ts'
import type { LinkMeaning } from '../domain/Link.ts'

/** What a board's own things are called in one language: said alike on the screen, in the exports and in the sample. */
export interface Words {
	kinds: Record<CardKind, string>
	categories: Record<ObstacleCategory, string>
	meanings: Record<LinkMeaning, string>
	/** Stands where a cluster's title would. */
	untitledCluster: string
}
