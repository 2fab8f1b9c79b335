import { createHash } from 'node:crypto'
import { LIMITS, LINK_MEANINGS, readCardData, type SkippedEntry } from '@charrette/shared'
import { z } from 'zod'
import { createDraftIds, type DraftIds, type FileDraft, ImportRefusedError } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import { meaningFromWord } from '../table/columns.ts'
import { joinGroups } from './excalidrawGroups.ts'
import { drawingOfLibrary, isExcalidrawLibrary } from './excalidrawLibrary.ts'
import { clampBox, createPlacedContent, createPlacedDraft, type PlacedContent } from './placedDraft.ts'

/** The data that our own export adds (`toExcalidraw`), with that of a card. */
const ownData = z.looseObject({
	meaning: z.enum(LINK_MEANINGS).optional().catch(undefined),
	alt: z.string().catch(''),
	card: z.string().optional().catch(undefined),
	labelOf: z.string().optional().catch(undefined),
})

const binding = z.object({ elementId: z.string() }).nullable().catch(null)
const element = z.object({
	id: z.string(),
	type: z.string(),
	x: z.number(),
	y: z.number(),
	width: z.number().catch(0),
	height: z.number().catch(0),
	isDeleted: z.boolean().catch(false),
	backgroundColor: z.string().catch(''),
	text: z.string().catch(''),
	originalText: z.string().catch(''),
	containerId: z.string().nullable().catch(null),
	name: z.string().nullable().catch(null),
	startBinding: binding,
	endBinding: binding,
	startArrowhead: z.string().nullable().catch(null),
	endArrowhead: z.string().nullable().catch(null),
	points: z.array(z.tuple([z.number(), z.number()]).rest(z.unknown())).catch([]),
	fileId: z.string().nullable().catch(null),
	frameId: z.string().nullable().catch(null),
	/** The groups that it belongs to, the innermost first. */
	groupIds: z.array(z.string()).catch([]),
	/** In radians. */
	angle: z.number().catch(0),
	link: z.string().nullable().catch(null),
	customData: z
		.object({ charrette: ownData.optional() })
		.nullish()
		.transform((data) => data?.charrette)
		.catch(undefined),
})
const drawing = z.object({ elements: z.array(z.unknown()), files: z.record(z.string(), z.unknown()).catch({}) })

type Element = z.output<typeof element>

const CONTAINERS = ['rectangle', 'ellipse', 'diamond', 'embeddable', 'iframe']
/** Pages of the web, which become cards with their address. */
const EMBEDDED = ['embeddable', 'iframe']
const MAX_POINTS = 2000
/** Radians below which an element is not rotated by hand. */
const MIN_ANGLE = 0.01
const IMAGE_DATA_URL = /^data:image\/(png|jpeg|webp|gif);base64,/
const IMAGE_ID_LENGTH = 40

/** A file, and elements that were copied. */
const TYPES: readonly unknown[] = ['excalidraw', 'excalidraw/clipboard']

/** Whether this is a file of Excalidraw, its clipboard, or a library. */
export function isExcalidraw(json: unknown): boolean {
	if (isExcalidrawLibrary(json)) return true
	return typeof json === 'object' && json !== null && 'type' in json && TYPES.includes(json.type) && 'elements' in json
}

interface Drawing {
	elements: readonly Element[]
	/** The text of a shape or arrow, by the id of the shape or arrow. */
	labels: ReadonlyMap<string, string>
	/** The element whose card an element belongs to, by its id, if that is another one. */
	parts: ReadonlyMap<string, string>
	files: Readonly<Record<string, unknown>>
	content: PlacedContent
	skipped: SkippedEntry[]
	ids: DraftIds
	/**
	 * Returns the frame that an element names. In our own files, an element without a frame is
	 * outside of all clusters (null); in others, its position decides (undefined).
	 */
	clusterOf(one: Element): string | null | undefined
	/** Links of elements to others: the element, and the id of the other one or its group. */
	references: { from: string; to: string; address: string }[]
	marks: MarkReader
}

/**
 * Reads a file of Excalidraw. Texts and shapes with a text become cards, arrows between two of them
 * become links, as do links of elements to others; frames become clusters, images become images,
 * and lines become strokes. Throws an `ImportRefusedError` for a damaged file or too many elements.
 */
export function readExcalidraw(json: unknown, title: string, marks: MarkReader): FileDraft {
	const { data } = drawing.safeParse(isExcalidrawLibrary(json) ? drawingOfLibrary(json) : json)
	if (!data) throw new ImportRefusedError('damaged_file')
	if (data.elements.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped: SkippedEntry[] = []
	const elements = withKnownContainers(
		data.elements.flatMap((raw) => {
			const { data } = element.safeParse(raw)
			if (!data) skipped.push({ reason: 'not_readable' })
			return data && !data.isDeleted ? [data] : []
		}),
	)
	// The label of one of our cards is not its text.
	const { labels, parts } = joinGroups(elements.filter(({ customData }) => !customData?.labelOf))
	const ids = createDraftIds()
	const reading: Drawing = {
		elements,
		labels,
		parts,
		files: data.files,
		content: createPlacedContent(),
		skipped,
		ids,
		clusterOf: ({ frameId, customData }) => (frameId && ids.find(frameId)) ?? (customData ? null : undefined),
		references: [],
		marks,
	}
	// Frames first, since other elements refer to them.
	for (const one of elements) if (isFrame(one)) addFrame(one, reading)
	for (const one of elements) if (!isFrame(one) && one.type !== 'arrow') addElement(one, reading)
	const cards = new Map(reading.content.cards.map((card) => [card.id, card]))
	for (const one of elements) if (one.type === 'image') addImage(one, { ...reading, cards })
	for (const one of elements) if (one.type === 'arrow') addArrow(one, { ...reading, cards })
	for (const one of elements) if (parts.has(one.id)) addLinkOfPart(one, { ...reading, cards })
	addReferences({ ...reading, cards })
	const { clusters, images, strokes } = reading.content
	const isEmpty = cards.size + clusters.length + images.length + strokes.length === 0
	return { source: 'drawing', boards: isEmpty ? [] : [createPlacedDraft(title, reading.content)], skipped }
}

/** Returns the elements, without the containers of texts that are missing, or hold no text. */
function withKnownContainers(elements: readonly Element[]): Element[] {
	const holders = elements.filter(({ type }) => type === 'arrow' || CONTAINERS.includes(type))
	const ids = new Set(holders.map(({ id }) => id))
	return elements.map((one) => (one.containerId && !ids.has(one.containerId) ? { ...one, containerId: null } : one))
}

/** Text of an element, not trimmed: only our own cards have spaces around their text. */
const textOf = ({ text, originalText }: Element) => originalText || text
const isFrame = ({ type }: Element) => type === 'frame' || type === 'magicframe'
const boxOf = ({ x, y, width, height }: Element) => clampBox({ x, y, w: width, h: height })
const rotationOf = ({ angle }: Element) => (Math.abs(angle) > MIN_ANGLE ? angle : 0)
const named = (one: Element) => `${one.type} ${one.id}`.slice(0, 80)

function addFrame(one: Element, { content, ids }: Drawing): void {
	content.clusters.push({ id: ids.take(one.id), title: one.name ?? '', ...boxOf(one) })
}

function addElement(one: Element, reading: Drawing): void {
	const { skipped, labels } = reading
	const { labelOf } = one.customData ?? {}
	if (labelOf || one.type === 'image') return
	if (one.type === 'freedraw' || one.type === 'line') addStroke(one, reading)
	else if (one.type === 'text') {
		if (!one.containerId && !reading.parts.has(one.id)) addCard(one, textOf(one), reading)
	} else if (CONTAINERS.includes(one.type) && (readCardData(one.customData ?? {}).kind || labels.get(one.id)?.trim()))
		addCard(one, labels.get(one.id) ?? '', reading)
	else if (EMBEDDED.includes(one.type) && /^https?:/i.test(one.link ?? '')) addCard(one, one.link ?? '', reading)
	// A shape without text is decoration, also of a card in its group.
	else if (!reading.parts.has(one.id)) skipped.push({ entry: named(one), reason: 'not_for_boards' })
}

function addCard(one: Element, written: string, reading: Drawing): void {
	const { content, skipped, ids, clusterOf, marks } = reading
	const data = readCardData(one.customData ?? {})
	const whole = data.kind ? written : written.trim()
	if (whole === '' && !data.kind) return
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skipped.push({ entry: named(one), reason: 'text_cut' })
	const id = ids.take(one.id)
	const address = addressOf(one, id, reading)
	content.cards.push({
		city: '',
		...(address !== '' && readCardData({ source: address })),
		...data,
		id,
		kind: data.kind ?? marks.read({ colours: [one.backgroundColor] }).kind ?? 'note',
		text,
		...boxOf(one),
		rotation: rotationOf(one),
		cluster: clusterOf(one),
	})
}

/**
 * Returns the address of an element as the source of its card; empty if it has none, or if it links
 * to another element, which is kept as a reference.
 */
function addressOf({ link }: Element, id: string, { skipped, references }: Drawing): string {
	if (!link) return ''
	const url = /^https?:/i.test(link) && URL.canParse(link) ? new URL(link) : null
	const element = url?.searchParams.get('element')
	if (element) references.push({ from: id, to: element, address: link })
	else if (!url) skipped.push({ entry: link.slice(0, 80), reason: 'address_left_out' })
	return url && !element ? link : ''
}

/** Keeps the address of a part of a card as the source of the card, unless that has one. */
function addLinkOfPart(one: Element, reading: WithCards): void {
	const { cards, ids, parts, skipped } = reading
	const card = cards.get(ids.find(parts.get(one.id) ?? '') ?? '')
	const address = card ? addressOf(one, card.id, reading) : (one.link ?? '')
	if (address === '') return
	if (card && card.source === undefined) Object.assign(card, readCardData({ source: address }))
	else skipped.push({ entry: address.slice(0, 80), reason: 'address_left_out' })
}

/** Adds a link for each reference to an element with a card, or to a group with a single card. */
function addReferences({ references, elements, content, skipped, ids, parts, cards }: WithCards): void {
	if (references.length === 0) return
	const cardsOf = new Map<string, Set<string>>()
	for (const { id, groupIds } of elements) {
		const card = ids.find(parts.get(id) ?? id)
		if (!card || !cards.has(card)) continue
		for (const named of [id, ...groupIds]) cardsOf.set(named, (cardsOf.get(named) ?? new Set()).add(card))
	}
	for (const { from, to, address } of references) {
		const [card, ...others] = cardsOf.get(to) ?? []
		if (card && others.length === 0 && card !== from) content.links.push({ id: ids.take(''), from, to: card })
		else skipped.push({ entry: address.slice(0, 80), reason: 'address_left_out' })
	}
}

function addStroke(one: Element, { content, skipped, ids }: Drawing): void {
	const points = rotatedPoints(one).slice(0, MAX_POINTS)
	if (points.length < 2) return
	if (points.length < one.points.length) skipped.push({ entry: named(one), reason: 'mended' })
	const { x, y } = boxOf(one)
	content.strokes.push({ id: ids.take(one.id), x, y, points })
}

/** Returns the points of a line, rotated around the middle of its box. */
function rotatedPoints({ points, angle, width, height }: Element): (readonly [number, number])[] {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
	const xs = points.map(([x]) => x)
	const ys = points.map(([, y]) => y)
	const [left, top] = [xs.reduce((a, b) => Math.min(a, b), 0), ys.reduce((a, b) => Math.min(a, b), 0)]
	const [cx, cy] = [left + width / 2, top + height / 2]
	return points.map(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos])
}

type WithCards = Drawing & { cards: ReadonlyMap<string, PlacedContent['cards'][number]> }

function addImage(one: Element, { content, skipped, ids, files, clusterOf, cards }: WithCards): void {
	const file = files[one.fileId ?? '']
	const url = typeof file === 'object' && file !== null && 'dataURL' in file ? String(file.dataURL) : ''
	if (!IMAGE_DATA_URL.test(url)) {
		skipped.push({ entry: named(one), reason: 'no_picture' })
		return
	}
	const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
	const path = `/api/images/${createHash('sha256').update(bytes).digest('hex').slice(0, IMAGE_ID_LENGTH)}`
	content.files.set(path, bytes)
	const { card } = one.customData ?? {}
	const alt = (one.customData?.alt ?? '').slice(0, LIMITS.maxImageAltLength)
	const attached = cards.get(ids.find(card ?? '') ?? '')
	if (attached) attached.image = { path, alt }
	else
		content.images.push({
			id: ids.take(one.id),
			path,
			alt,
			...boxOf(one),
			rotation: rotationOf(one),
			cluster: clusterOf(one),
		})
}

function addArrow(one: Element, { content, skipped, ids, labels, parts, cards, marks }: WithCards): void {
	const label = labels.get(one.id)?.trim() ?? ''
	const cardAt = (element: string) => ids.find(parts.get(element) ?? element)
	const ends = [one.startBinding, one.endBinding].map((end) => cardAt(end?.elementId ?? ''))
	// An arrow may point to its start.
	const [from, to] = one.startArrowhead && !one.endArrowhead ? ends.reverse() : ends
	if (!from || !to || from === to || !cards.has(from) || !cards.has(to)) {
		skipped.push({ entry: label.slice(0, 80) || named(one), reason: 'link_without_end' })
		return
	}
	const own = one.customData?.meaning
	const meaning = own ? meaningFromWord(label) : marks.readLink(label)
	if (label !== '' && !meaning) skipped.push({ entry: label.slice(0, 80), reason: 'label_lost' })
	content.links.push({ id: ids.take(one.id), from, to, meaning: meaning ?? own })
}
