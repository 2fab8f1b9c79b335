import type { Card, Cluster, Coverage, ImageId, Link, Locale, Point, Rect } from '@charrette/shared'

/** What the off-line viewer shows, as it lies in its page: everything in board units, from the corner of the page. */
export interface ViewerFile {
	/** In which language the page opens; whoever reads it may choose another. */
	locale: Locale
	/** When the boards were as they are shown, in ms. */
	at: number
	workshop: string
	boards: ViewerBoard[]
	/** The pictures of all boards, each once, as `data:` addresses. */
	pictures: Partial<Record<ImageId, string>>
}

/** One board; cards and images in reading order. */
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
}

/** `z` is a shape's place in the stack, from the bottom. The height is a card's least: it grows with its text. */
export type ViewerCard = Card & Rect & { z: number }

/** See `LinkEnds`. */
export interface ViewerLink extends Link {
	bend: number
	fromAnchor?: Point
	toAnchor?: Point
}

/** `rotation` is in radians, around the upper left corner. */
export interface ViewerImage extends Rect {
	id: string
	z: number
	rotation: number
	picture: ImageId
	alt: string
	cluster?: string
}

/** A line of the pen: the data of its path from `x`, `y`, how far that reaches, and the name of its colour. */
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
