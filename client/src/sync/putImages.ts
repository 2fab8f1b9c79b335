import {
	BoardProjection,
	buildImage,
	CARD_IMAGE_FIELDS,
	createId,
	indexAtBottom,
	indicesOnTop,
	PAGE_ID,
	type ParticipantId,
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
	  }
	| { type: 'card'; card: string }

/** An image that the server has stored. */
interface StoredAt {
	target: ImageTarget
	path: string
}

/**
 * Writes images into the document: on top of the existing shapes, or as the image of their card,
 * replacing its former image. Returns the ids of new shapes. Must be called in a transaction, and
 * only with cards that exist.
 */
export function putImages(records: Records, images: readonly StoredAt[], author: ParticipantId | null): string[] {
	const board = new BoardProjection(records)
	if (images.some(({ target }) => target.type === 'board')) board.readAll()
	return images.flatMap(({ target, path }) => {
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
		const image = buildImage(createId(), position, { w: rect.w, h: rect.h, path, alt: backdrop?.alt ?? '' })
		putRecord(records, author ? { ...image, meta: { author } } : image)
		board.readChanged(new Set([image.id]))
		return [image.id]
	})
}
