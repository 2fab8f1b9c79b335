import {
	BoardProjection,
	type BoardRecord,
	buildCard,
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardDocument,
	createId,
	estimateCardHeight,
	findNearestSpace,
	indicesOnTop,
	isCard,
	LIMITS,
	PAGE_ID,
	type ParticipantId,
	putRecord,
	type Records,
	type Rect,
	widthForText,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'

/** The longest text of a card; the whole of a longer excerpt is in its description. */
const MAX_TEXT_LENGTH = 280
const GAP = 24

interface Excerpt {
	text: string
	/** The document and the page that the text is from. */
	from: Required<Pick<CardDocument, 'path' | 'name' | 'page'>>
	/** The name and page as the source of the card. */
	source: string
	author: { id: ParticipantId | null; city: string }
}

/**
 * Adds a card with a marked text beside the card of its document, with its source and the way back
 * (CASE5), as one undo step. Returns its id; null if this person cannot write now.
 */
export function putExcerpt(
	{ records, undo, canWrite }: BoardDocument,
	beside: string,
	excerpt: Excerpt,
): string | null {
	if (!canWrite.get()) return null
	const { text: whole, from, source, author } = excerpt
	const text = whole.length > MAX_TEXT_LENGTH ? `${whole.slice(0, MAX_TEXT_LENGTH)}…` : whole
	const board = new BoardProjection(records)
	board.readAll()
	const w = widthForText(text)
	const h = estimateCardHeight({ w, h: CARD_HEIGHT, text })
	const { x, y } = placeBeside(board.shown, beside, { w, h })
	const [index] = indicesOnTop(board.shown.values(), PAGE_ID, 1)
	if (!index) return null
	const props = { kind: 'note' as const, text, city: author.city, w }
	const card = buildCard(createId(), { x, y, index }, props, author.id ?? undefined)
	const meta = {
		...card.meta,
		createdAt: Date.now(),
		document: { ...from },
		source: source.slice(0, LIMITS.maxSourceLength),
		...(text !== whole && { description: whole.slice(0, LIMITS.maxDescriptionLength) }),
	}
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => putRecord(records, { ...card, meta }), LOCAL_ORIGIN)
	undo.startStep()
	return card.id
}

/** Returns free space for the image of a page beside the card of its document. */
export function placePage(records: Records, beside: string, size: { w: number; h: number }): Rect {
	const board = new BoardProjection(records)
	board.readAll()
	return placeBeside(board.shown, beside, size)
}

/** Returns the free space nearest to the right of a card, or of the cluster around it. */
function placeBeside(shown: ReadonlyMap<string, BoardRecord>, card: string, size: { w: number; h: number }): Rect {
	const rects = [...shown.values()].flatMap((record) => rectOnPage(record) ?? [])
	let anchor = shown.get(card)
	while (anchor?.typeName === 'shape' && anchor.parentId !== PAGE_ID) anchor = shown.get(anchor.parentId)
	const at = (anchor && rectOnPage(anchor)) ?? { x: 0, y: 0, w: CARD_WIDTH, h: CARD_HEIGHT }
	const free = findNearestSpace({ x: at.x + at.w + GAP, y: at.y, ...size }, rects)
	return { ...size, x: Math.round(free.x), y: Math.round(free.y) }
}

function rectOnPage(record: BoardRecord): Rect | null {
	if (record.typeName !== 'shape' || record.parentId !== PAGE_ID) return null
	if (isCard(record)) return { x: record.x, y: record.y, w: record.props.w, h: estimateCardHeight(record.props) }
	if (record.type !== 'image' && record.type !== 'frame') return null
	const { w, h } = record.props as { w: number; h: number }
	return { x: record.x, y: record.y, w, h }
}
