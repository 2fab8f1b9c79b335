import type { Card, Cluster, ContentThread, Coverage, ImageId, Link, Locale, Point, Rect } from '@charrette/shared'

/**
 * The JSON in the page of the offline viewer. Coordinates are in board units, relative to the page
 * of the board.
 */
export interface ViewerFile {
	/** The language in which the page opens; readers can change it. */
	locale: Locale
	/** The time of the export, in ms. */
	at: number
	workshop: string
	/** What the file says about its translations (EXP10). */
	note?: string
	boards: ViewerBoard[]
	/** The images of all boards, each once, as `data:` URLs. */
	pictures: Partial<Record<ImageId, string>>
}

/** A board, with cards and images in reading order. */
export interface ViewerBoard {
	id: string
	title: string
	session: string
	cards: ViewerCard[]
	links: ViewerLink[]
	clusters: (Cluster & Rect)[]
	images: ViewerImage[]
	strokes: ViewerStroke[]
	coverage: Coverage
	/** The threads, oldest first; missing without any. */
	threads?: ContentThread[]
}

/**
 * A card. `z` counts shapes from the back; `h` is the minimum height, since cards grow with their
 * text.
 */
export type ViewerCard = Card & Rect & { z: number }

/** A link with its curve; see `LinkEnds`. */
export interface ViewerLink extends Link {
	bend: number
	fromAnchor?: Point
	toAnchor?: Point
}

/** An image; `rotation` is in radians, around the upper left corner. */
export interface ViewerImage extends Rect {
	id: string
	z: number
	rotation: number
	picture: ImageId
	alt: string
	cluster?: string
}

/**
 * A pen stroke: its SVG path relative to `x`, `y`, the bounds of that path, and the name of its
 * colour.
 */
export interface ViewerStroke {
	x: number
	y: number
	reach: Rect
	z: number
	rotation: number
	path: string
	width: number
	colour: string
	isFilled?: true
}
