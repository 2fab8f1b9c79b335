import type { BoardImage } from './BoardImage.ts'
import type { Card, Cluster } from './Card.ts'
import type { Coverage } from './Coverage.ts'
import type { Link } from './Link.ts'

/** A board as everything but the canvas sees it, and what `GET /api/boards/:id/content` gives. */
export interface BoardContent {
	cards: Card[]
	links: Link[]
	clusters: Cluster[]
	images: BoardImage[]
	coverage: Coverage
}
