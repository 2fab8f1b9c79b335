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
 * The widgets of a mural as its public API returns them: the answers of `GET /murals/:id/widgets`,
 * and of `/tags` in the same file, for the names of tags.
 */

const CARD_TYPES = ['sticky note', 'text', 'title', 'shape', 'table cell']
const OTHER_TYPES = ['area', 'arrow', 'comment', 'image', 'file', 'icon', 'inking', 'table']
const MAX_NESTING = 20

const text = z
	.string()
	.nullish()
	.transform((value) => value ?? '')
	.catch('')
const amount = z.number().catch(0)
const widget = z.object({
	id: z.string(),
	type: z.string(),
	/** From the upper left corner of the area, or of the mural. */
	x: amount,
	y: amount,
	width: amount,
	height: amount,
	/** In degrees. */
	rotation: amount,
	parentId: text,
	text,
	htmlText: text,
	title: text,
	hyperlink: text,
	message: text,
	tags: z.array(z.string()).catch([]),
	style: z.object({ backgroundColor: text }).catch({ backgroundColor: '' }),
	startRefId: text,
	endRefId: text,
	tip: text,
	label: z.object({ labels: z.array(z.object({ text })).catch([]) }).catch({ labels: [] }),
})

type Widget = z.output<typeof widget>

const isWidget = (one: Record<string, unknown>) =>
	[...CARD_TYPES, ...OTHER_TYPES].includes(String(one['type'])) && typeof one['x'] === 'number'

/** Whether this has widgets of a mural. */
export function isMural(json: unknown): boolean {
	return collectItems(json).some(isWidget)
}

/** Reads the widgets of a mural: areas as clusters, arrows as links. Comments are listed. */
export function readMural(json: unknown, title: string, marks: MarkReader): FileDraft {
	const skipped: SkippedEntry[] = []
	const reading = createWhiteboardReading(skipped, marks)
	const raw = collectItems(json)
	checkCount(raw)
	const tags = namesOfTags(json)
	const widgets = new Map<string, Widget>()
	for (const one of raw) {
		const { data } = widget.safeParse(one)
		if (data) widgets.set(data.id, data)
		else skipped.push({ reason: 'not_readable' })
	}
	for (const one of widgets.values()) {
		if (one.type === 'area') addFrame({ id: one.id, title: one.title, ...boxOf(one, widgets) }, reading)
	}
	for (const one of widgets.values()) add(one, { widgets, tags, reading })
	const arrows = [...widgets.values()].filter(({ type }) => type === 'arrow')
	addConnectors(arrows.map(connectorOf), reading)
	return whiteboardDraft([{ title, reading }], skipped)
}

interface Mural {
	widgets: ReadonlyMap<string, Widget>
	tags: ReadonlyMap<string, string>
	reading: WhiteboardReading
}

function add(one: Widget, { widgets, tags, reading }: Mural): void {
	const { id, type } = one
	if (type === 'area' || type === 'arrow' || type === 'table') return
	if (!CARD_TYPES.includes(type)) {
		const reason = type === 'comment' ? 'comment_left_out' : type === 'image' ? 'no_picture' : 'not_for_boards'
		const named = type === 'comment' ? one.message : `${type} ${one.title || id}`
		reading.skipped.push({ entry: named.slice(0, 80), reason })
		return
	}
	const marked = textOfHtml(one.htmlText)
	addItem(
		{
			id,
			text: marked.text || one.text || (type === 'title' || type === 'text' ? one.title : ''),
			addresses: [one.hyperlink, ...marked.addresses],
			colours: type === 'sticky note' || type === 'shape' ? [one.style.backgroundColor.slice(0, 7)] : [],
			labels: one.tags.map((tag) => tags.get(tag) ?? '').filter(Boolean),
			...boxOf(one, widgets),
			rotation: (one.rotation * Math.PI) / 180,
			frame: widgets.get(one.parentId)?.type === 'area' ? one.parentId : undefined,
			isShape: type === 'shape',
		},
		reading,
	)
}

function boxOf(one: Widget, widgets: ReadonlyMap<string, Widget>): { x: number; y: number; w: number; h: number } {
	let { x, y, parentId } = one
	for (let depth = 0; depth < MAX_NESTING; depth++) {
		const parent = widgets.get(parentId)
		if (!parent) break
		x += parent.x
		y += parent.y
		parentId = parent.parentId
	}
	return { x, y, w: one.width, h: one.height }
}

function connectorOf({ id, startRefId, endRefId, label }: Widget): WhiteboardConnector {
	const written = label.labels.map(({ text: part }) => textOfHtml(part).text).join(' ')
	return { id, from: startRefId, to: endRefId, label: written.trim(), isReversed: false }
}

/** Returns the names of tags by their ids, from lists of the file. */
function namesOfTags(json: unknown): Map<string, string> {
	const list = z.array(z.object({ id: z.string(), text: z.string() }))
	const read = z.object({ tags: list.or(z.object({ value: list })) }).safeParse(json).data?.tags ?? []
	return new Map((Array.isArray(read) ? read : read.value).map((tag) => [tag.id, tag.text]))
}
