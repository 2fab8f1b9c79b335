/** The kinds of card, in the order in which the toolbar shows them. */
export const CARD_KINDS = ['obstacle', 'solution', 'case', 'resource', 'question', 'action', 'note'] as const
export type CardKind = (typeof CARD_KINDS)[number]

/** What an obstacle may be about. */
export const OBSTACLE_CATEGORIES = [
	'money',
	'law',
	'procurement',
	'coordination',
	'skills',
	'political',
	'data',
	'acceptance',
	'land',
	'partners',
	'other',
] as const
export type ObstacleCategory = (typeof OBSTACLE_CATEGORIES)[number]

/** A card as everything but the canvas sees it. Positions and sizes are in board units (px at 100 % zoom). */
export interface Card {
	id: string
	kind: CardKind
	text: string
	city: string
	/** The name of the participant who wrote it, where it is known. */
	author?: string
	category?: ObstacleCategory
	/** Id of the cluster that holds it. */
	cluster?: string
	/** The dots it got in the newest vote that was closed, where it got any. */
	votes?: number
}

/** A titled frame that holds cards; `cards` are ids, in reading order. */
export interface Cluster {
	id: string
	title: string
	cards: string[]
}
