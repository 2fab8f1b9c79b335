import type { SkippedEntry } from '@charrette/shared'
import { z } from 'zod'
import type { FileDraft } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import { collectItems } from './collectItems.ts'
import { textOfHtml } from './htmlText.ts'
import {
	addConnectors,
	addFrame,
	addItem,
	checkCount,
	createWhiteboardReading,
	type WhiteboardConnector,
	type WhiteboardReading,
	whiteboardDraft,
} from './whiteboardItems.ts'

/*
 * The items of a Miro board as its REST API (v2) returns them: the answers of `GET /items` and
 * `GET /connectors`, page by page or joined to one list. The API has no comments.
 */

const CARD_TYPES = ['sticky_note', 'shape', 'text', 'card', 'app_card', 'embed', 'mindmap_node']
const OTHER_TYPES = ['frame', 'connector', 'image', 'document', 'doc_format', 'preview', 'data_table_format', 'group']
const MAX_NESTING = 20

const text = z
	.string()
	.nullish()
	.transform((value) => value ?? '')
	.catch('')
const amount = z.number().catch(0)
const ref = z.object({ id: z.coerce.string() }).nullish().catch(null)
const point = z.object({ x: amount, y: amount, relativeTo: z.string().optional().catch(undefined) })
const item = z.object({
	id: z.coerce.string(),
	type: z.string(),
	data: z
		.object({
			content: text,
			title: text,
			description: text,
			url: text,
			/** The text of a topic of a mind map. */
			nodeView: z
				.object({ data: z.object({ content: text }) })
				.optional()
				.catch(undefined),
		})
		.catch({ content: '', title: '', description: '', url: '' }),
	style: z
		.object({ fillColor: text, fillOpacity: z.coerce.string().catch('') })
		.catch({ fillColor: '', fillOpacity: '' }),
	position: point.catch({ x: 0, y: 0, relativeTo: undefined }),
	/** The rotation is in degrees. */
	geometry: z.object({ width: amount, height: amount, rotation: amount }).catch({ width: 0, height: 0, rotation: 0 }),
	parent: ref,
})
const connector = z.object({
	id: z.coerce.string(),
	startItem: ref,
	endItem: ref,
	captions: z.array(z.object({ content: text })).catch([]),
	style: z.object({ startStrokeCap: text, endStrokeCap: text }).catch({ startStrokeCap: '', endStrokeCap: '' }),
})

type Item = z.output<typeof item>

/** Whether this has items of a Miro board. */
export function isMiro(json: unknown): boolean {
	return collectItems(json).some((one) => isPlacedItem(one) || isConnector(one))
}

const isConnector = (one: Record<string, unknown>) => one['type'] === 'connector' || 'startItem' in one

function isPlacedItem(one: Record<string, unknown>): boolean {
	const isKnown = [...CARD_TYPES, ...OTHER_TYPES].includes(String(one['type']))
	return isKnown && typeof one['position'] === 'object' && 'id' in one
}

/** Reads the items of a Miro board: frames as clusters, connectors and mind maps as links. */
export function readMiro(json: unknown, title: string, marks: MarkReader): FileDraft {
	const skipped: SkippedEntry[] = []
	const reading = createWhiteboardReading(skipped, marks)
	const raw = collectItems(json)
	checkCount(raw)
	const connectors = raw.filter(isConnector)
	const items = new Map<string, Item>()
	for (const one of raw) {
		if (isConnector(one)) continue
		const { data } = item.safeParse(one)
		if (data) items.set(data.id, data)
		else skipped.push({ reason: 'not_readable' })
	}
	for (const one of items.values()) {
		if (one.type === 'frame') addFrame({ id: one.id, title: one.data.title, ...boxOf(one, items) }, reading)
	}
	for (const one of items.values()) add(one, items, reading)
	addConnectors([...topicLinks(items), ...connectors.map(connectorOf)], reading)
	return whiteboardDraft([{ title, reading }], skipped)
}

function add(one: Item, items: ReadonlyMap<string, Item>, reading: WhiteboardReading): void {
	const { type, id, data, style, geometry } = one
	if (type === 'frame' || type === 'group') return
	if (!CARD_TYPES.includes(type)) {
		const reason = type === 'image' ? 'no_picture' : 'not_for_boards'
		reading.skipped.push({ entry: `${type} ${data.title || id}`.slice(0, 80), reason })
		return
	}
	const written = textOfHtml(data.content || data.nodeView?.data.content || data.title || data.url)
	// A transparent shape keeps the colour that it once had.
	const isFilled = !(type === 'shape' && Number(style.fillOpacity || 1) === 0)
	addItem(
		{
			id,
			text: written.text,
			addresses: [...(data.url ? [data.url] : []), ...written.addresses],
			description: textOfHtml(data.description).text,
			colours: isFilled ? [style.fillColor] : [],
			...boxOf(one, items),
			rotation: (geometry.rotation * Math.PI) / 180,
			frame: type === 'mindmap_node' ? undefined : frameOf(one, items),
			isShape: type === 'shape',
		},
		reading,
	)
}

function frameOf({ parent }: Item, items: ReadonlyMap<string, Item>): string | null | undefined {
	if (!parent) return null
	return items.get(parent.id)?.type === 'frame' ? parent.id : undefined
}

/** Returns the box of an item on the board. Positions are of the middle, maybe in a parent. */
function boxOf(one: Item, items: ReadonlyMap<string, Item>): { x: number; y: number; w: number; h: number } {
	const { width: w, height: h } = one.geometry
	const { x, y } = middleOf(one, items, 0)
	return { x: x - w / 2, y: y - h / 2, w, h }
}

function middleOf(one: Item, items: ReadonlyMap<string, Item>, depth: number): { x: number; y: number } {
	const { x, y, relativeTo = 'parent_top_left' } = one.position
	const parent = one.parent && relativeTo.startsWith('parent') ? items.get(one.parent.id) : undefined
	if (!parent || depth > MAX_NESTING) return { x, y }
	const at = middleOf(parent, items, depth + 1)
	const { width, height } = relativeTo === 'parent_top_left' ? parent.geometry : { width: 0, height: 0 }
	return { x: at.x - width / 2 + x, y: at.y - height / 2 + y }
}

/** Returns a link from each topic of a mind map to each of its topics. */
function topicLinks(items: ReadonlyMap<string, Item>): WhiteboardConnector[] {
	const topics = [...items.values()].filter(({ type, parent }) => type === 'mindmap_node' && parent)
	return topics.map(({ id, parent }) => ({ id: `topic ${id}`, from: parent?.id ?? '', to: id, ...PLAIN }))
}

const PLAIN = { label: '', isReversed: false }

function connectorOf(raw: Record<string, unknown>): WhiteboardConnector {
	const { data } = connector.safeParse(raw)
	const { startStrokeCap = '', endStrokeCap = '' } = data?.style ?? {}
	return {
		id: data?.id ?? '',
		from: data?.startItem?.id ?? '',
		to: data?.endItem?.id ?? '',
		label: (data?.captions ?? []).map(({ content }) => textOfHtml(content).text).join(' '),
		isReversed: endStrokeCap === 'none' && startStrokeCap !== '' && startStrokeCap !== 'none',
	}
}
