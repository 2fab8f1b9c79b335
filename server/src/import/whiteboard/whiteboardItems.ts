import { LIMITS, readCardData, type SkippedEntry } from '@charrette/shared'
import { clampBox, createPlacedContent, createPlacedDraft, type PlacedContent } from '../drawing/placedDraft.ts'
import { createDraftIds, type DraftIds, type FileDraft, ImportRefusedError } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'

/** A note, shape or text of another whiteboard. Positions are those of its board. */
export interface WhiteboardItem {
	id: string
	text: string
	x: number
	y: number
	w: number
	h: number
	/** In radians, around its middle. */
	rotation?: number
	colours?: readonly string[]
	labels?: readonly string[]
	/** Addresses in its text, or behind it: the first is its source, others are listed. */
	addresses?: readonly string[]
	description?: string
	/** The id of its frame, if the file names it; null for none. */
	frame?: string | null | undefined
	/** Whether it is a shape, which is decoration without a text. */
	isShape?: boolean
}

/** A connector of another whiteboard, with the ids of the items at its ends. */
export interface WhiteboardConnector {
	id: string
	from: string
	to: string
	label: string
	/** Whether it only points to its start. */
	isReversed: boolean
}

/** The content of one board of another whiteboard, which its reader adds to. */
export interface WhiteboardReading {
	content: PlacedContent
	skipped: SkippedEntry[]
	ids: DraftIds
	marks: MarkReader
}

/** Returns an empty reading of one board; losses are added to `skipped`. */
export function createWhiteboardReading(skipped: SkippedEntry[], marks: MarkReader): WhiteboardReading {
	return { content: createPlacedContent(), skipped, ids: createDraftIds(), marks }
}

/** Adds a frame as a cluster. Frames are added before the items that they contain. */
export function addFrame(
	{ id, title, ...box }: { id: string; title: string; x: number; y: number; w: number; h: number },
	{ content, ids }: WhiteboardReading,
): void {
	content.clusters.push({ id: ids.take(id), title: title.replace(/\s+/g, ' ').trim(), ...clampBox(box) })
}

/** Adds an item as a card, or lists it if it has no text. */
export function addItem(item: WhiteboardItem, { content, skipped, ids, marks }: WhiteboardReading): void {
	const whole = item.text.trim()
	if (whole === '') {
		skipped.push({ entry: item.id.slice(0, 80), reason: item.isShape ? 'not_for_boards' : 'no_text' })
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skipped.push({ entry: text.slice(0, 80), reason: 'text_cut' })
	const [source = '', ...others] = new Set(item.addresses?.filter((address) => /^https?:/i.test(address)))
	for (const address of others) skipped.push({ entry: address.slice(0, 80), reason: 'address_left_out' })
	const { labels = [], colours = [], frame, description = '' } = item
	const { kind = 'note', category } = marks.read({ labels, colours })
	content.cards.push({
		city: '',
		...(category && kind === 'obstacle' && { category }),
		...readCardData({ source, description }),
		id: ids.take(item.id),
		kind,
		text,
		...clampBox(item),
		rotation: item.rotation ?? 0,
		cluster: frame ? ids.find(frame) : frame,
	})
}

/** Adds connectors between cards as links, and lists all others. */
export function addConnectors(connectors: readonly WhiteboardConnector[], reading: WhiteboardReading): void {
	const { content, skipped, ids, marks } = reading
	const cards = new Set(content.cards.map(({ id }) => id))
	for (const { id, label, isReversed, ...ends } of connectors) {
		const [start, end] = [ids.find(ends.from), ids.find(ends.to)]
		if (!start || !end || start === end || !cards.has(start) || !cards.has(end)) {
			skipped.push({ entry: (label || id).slice(0, 80), reason: 'link_without_end' })
			continue
		}
		const meaning = marks.readLink(label)
		if (label.trim() !== '' && !meaning) skipped.push({ entry: label.trim().slice(0, 80), reason: 'label_lost' })
		const [from, to] = isReversed ? [end, start] : [start, end]
		content.links.push({ id: ids.take(id), from, to, meaning })
	}
}

/** Returns the boards that have content, each with its title. */
export function whiteboardDraft(
	boards: readonly { title: string; reading: WhiteboardReading }[],
	skipped: SkippedEntry[],
): FileDraft {
	const filled = boards.filter(({ reading: { content } }) => content.cards.length + content.clusters.length > 0)
	return {
		source: 'drawing',
		boards: filled.map(({ title, reading }) => createPlacedDraft(title, reading.content)),
		skipped,
	}
}

/** Throws an `ImportRefusedError` if a file has more items than a board can have. */
export function checkCount(items: readonly unknown[]): void {
	if (items.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
}
