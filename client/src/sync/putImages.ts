import {
	BoardProjection,
	buildCard,
	buildImage,
	CARD_IMAGE_FIELDS,
	createId,
	indexAtBottom,
	indicesOnTop,
	PAGE_ID,
	type ParticipantId,
	type Placement,
	putRecord,
	type Records,
	writeFields,
} from '@charrette/shared'

/** The target of an image: the board, or a card (DETAIL2). */
export type ImageTarget =
	| {
			type: 'board'
			/** Its rectangle on the page, in board units. */
			rect: { x: number; y: number; w: number; h: number }
			/** The cluster that it was dropped on, and its position there; null for the page. */
			cluster: { id: string; x: number; y: number } | null
			/** Set for a photo of notes on paper, which lies behind all other shapes. */
			backdrop?: { alt: string }
			alt?: string
	  }
	| { type: 'card'; card: string }

/** A PDF file whose card gets the image of its first page (CASE1). */
export interface ReadDocument {
	file: File
	/** The name of the file. */
	name: string
	title: string
	pages: number
}

/** The card of a document, and the city of the person who adds it. */
export type DocumentCard = ReadDocument & { city: string }

/** An image that the server has stored; for the first page of a document, also the document. */
interface StoredAt {
	target: ImageTarget
	path: string
	document?: { card: DocumentCard; path: string }
}

/**
 * Writes images into the document: on top of the existing shapes, or as the image of their card,
 * replacing its former image. Returns the ids of new shapes. Must be called in a transaction, and
 * only with cards that exist.
 */
export function putImages(records: Records, images: readonly StoredAt[], author: ParticipantId | null): string[] {
	const board = new BoardProjection(records)
	if (images.some(({ target }) => target.type === 'board')) board.readAll()
	return images.flatMap(({ target, path, document }) => {
		if (target.type === 'card') {
			writeFields(records, target.card, { [CARD_IMAGE_FIELDS.path]: path, [CARD_IMAGE_FIELDS.alt]: undefined })
			return []
		}
		const { rect, cluster, backdrop } = target
		// If the cluster was deleted meanwhile, the image goes to the page.
		const place = cluster && board.shown.has(cluster.id) ? cluster : { id: PAGE_ID, x: rect.x, y: rect.y }
		const [index] = backdrop
			? [indexAtBottom(board.shown.values(), place.id)]
			: indicesOnTop(board.shown.values(), place.id, 1)
		if (!index) return []
		const position = { x: place.x, y: place.y, index, parent: place.id }
		const size = { w: rect.w, h: rect.h }
		const alt = backdrop?.alt ?? target.alt ?? ''
		const shape = document
			? documentCard({ ...document, picture: path }, position, size)
			: buildImage(createId(), position, { ...size, path, alt })
		putRecord(records, author ? { ...shape, meta: { ...shape.meta, author } } : shape)
		board.readChanged(new Set([shape.id]))
		return [shape.id]
	})
}

/** Builds the card of a document, a case study, with the picture of its first page (CASE1). */
function documentCard(
	{ card, path, picture }: { card: DocumentCard; path: string; picture: string },
	position: Placement,
	size: { w: number; h: number },
) {
	const { name, title, pages, city } = card
	const shape = buildCard(createId(), position, { ...size, kind: 'case', text: title, city })
	const meta = { image: picture, imageAlt: name, document: { path, name, pages }, createdAt: Date.now() }
	return { ...shape, meta }
}
