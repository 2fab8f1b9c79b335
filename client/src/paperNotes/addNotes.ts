import {
	type BoardRecord,
	boundsOf,
	buildCard,
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	createId,
	estimateCardHeight,
	findNearestSpace,
	indicesOnTop,
	isImage,
	LIMITS,
	PAGE_ID,
	type ParticipantId,
	putRecord,
	type Records,
	type Rect,
	rectOf,
	widthForText,
} from '@charrette/shared'

/** A card to add for a note. */
interface NoteCard {
	text: string
	kind: CardKind
	/** The rectangle of the note, as shares of the sides of the photo. */
	box: Rect
}

type ShownRecords = ReadonlyMap<string, BoardRecord>

interface AddNotesOptions {
	/** The id of the photo on the board. */
	photo: string
	cards: readonly NoteCard[]
	author: { id: ParticipantId | null; city: string }
	/** What the cards name as their source. */
	source: string
}

/** The space between the photo and the cards, in board units. */
const GAP = 48

/**
 * Adds cards beside a photo, laid out as its notes are, as far as they fit: the photo is enlarged
 * until a note has the size of a card, and cards cover nothing (PAPER3). The caller makes it one
 * transaction and one step of undo. Returns their ids.
 */
export function addNotes(records: Records, shown: ShownRecords, options: AddNotesOptions): string[] {
	const { photo, cards, author, source } = options
	const taken = rectsOnPage(shown)
	const at = pageRectOf(shown, photo) ?? boundsOf(taken) ?? { x: 0, y: 0, w: CARD_WIDTH, h: CARD_HEIGHT }
	const sizes = cards.map(({ text }) => {
		const w = widthForText(text)
		return { w, h: estimateCardHeight({ w, h: CARD_HEIGHT, text }) }
	})
	const scale = scaleOf(cards, at)
	const wanted = cards.map(({ box }, index) => {
		const { w, h } = sizes[index] ?? { w: CARD_WIDTH, h: CARD_HEIGHT }
		return { x: (box.x + box.w / 2) * at.w * scale - w / 2, y: (box.y + box.h / 2) * at.h * scale - h / 2, w, h }
	})
	const block = boundsOf(wanted)
	if (!block) return []
	const space = findNearestSpace({ ...block, x: at.x + at.w + GAP, y: at.y }, taken)
	const placed: Rect[] = []
	const indices = indicesOnTop(shown.values(), PAGE_ID, cards.length)
	return cards.flatMap(({ text, kind }, index) => {
		const [rect, order] = [wanted[index], indices[index]]
		if (!rect || !order) return []
		const moved = { ...rect, x: rect.x - block.x + space.x, y: rect.y - block.y + space.y }
		const free = findNearestSpace(moved, [...taken, ...placed])
		placed.push(free)
		const place = { x: Math.round(free.x), y: Math.round(free.y), index: order }
		const card = buildCard(createId(), place, { kind, text, city: author.city, w: rect.w }, author.id ?? undefined)
		const meta = { ...card.meta, createdAt: Date.now(), source: source.slice(0, LIMITS.maxSourceLength) }
		putRecord(records, { ...card, meta })
		return [card.id]
	})
}

/** Returns the factor by which the photo grows until half of its notes are as large as a card. */
function scaleOf(cards: readonly NoteCard[], { w, h }: Rect): number {
	const factors = cards.map(({ box }) => Math.max(CARD_WIDTH / (box.w * w), CARD_HEIGHT / (box.h * h)))
	return Math.max(1, factors.sort((a, b) => a - b)[Math.floor(factors.length / 2)] ?? 1)
}

function pageRectOf(shown: ShownRecords, photo: string): Rect | null {
	const image = shown.get(photo)
	if (!isImage(image)) return null
	const parent = shown.get(image.parentId)
	const rect = rectOf(image)
	return parent?.typeName === 'shape' ? { ...rect, x: rect.x + parent.x, y: rect.y + parent.y } : rect
}

function rectsOnPage(shown: ShownRecords): Rect[] {
	return [...shown.values()].flatMap((record) =>
		record.typeName === 'shape' && record.parentId === PAGE_ID && 'w' in record.props ? [rectOf(record)] : [],
	)
}
