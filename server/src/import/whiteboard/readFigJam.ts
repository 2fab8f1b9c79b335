import type { SkippedEntry } from '@charrette/shared'
import { titleFrom } from '@charrette/shared'
import { z } from 'zod'
import type { FileDraft } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
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

/* A FigJam file as the REST API of Figma returns it (`GET /v1/files/:key`): a tree of nodes. */

const CARD_TYPES = ['STICKY', 'SHAPE_WITH_TEXT', 'TEXT', 'TABLE_CELL']
const CONTAINER_TYPES = ['FRAME', 'GROUP', 'TABLE']
const MAX_NESTING = 60

const text = z.string().catch('')
const channel = z.number().min(0).max(1)
const fill = z.object({ type: z.literal('SOLID'), color: z.object({ r: channel, g: channel, b: channel }) })
const end = z.object({ endpointNodeId: text }).catch({ endpointNodeId: '' })
const node = z.object({
	id: z.string(),
	type: z.string(),
	name: text,
	characters: text,
	children: z.array(z.unknown()).catch([]),
	fills: z.array(z.unknown()).catch([]),
	absoluteBoundingBox: z
		.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
		.nullable()
		.catch(null),
	connectorStart: end,
	connectorEnd: end,
	connectorStartStrokeCap: text,
	connectorEndStrokeCap: text,
})

type Node = z.output<typeof node>

/** Whether this is a file of FigJam or Figma from its REST API. */
export function isFigJam(json: unknown): json is { document: unknown } {
	const document = typeof json === 'object' && json !== null && 'document' in json ? json.document : null
	return typeof document === 'object' && document !== null && 'type' in document && document.type === 'DOCUMENT'
}

/** Reads a FigJam file as boards, one for each page: sections as clusters, connectors as links. */
export function readFigJam(json: { document: unknown }, title: string, marks: MarkReader): FileDraft {
	const skipped: SkippedEntry[] = []
	const pages = childrenOf(node.safeParse(json.document).data, skipped)
	const boards = pages.map((page) => {
		const reading = createWhiteboardReading(skipped, marks)
		const nodes = flatten(page, skipped)
		checkCount(nodes)
		const named = pages.length > 1 || title === '' ? page.name : title
		readPage(nodes, reading)
		return { title: titleFrom(named), reading }
	})
	return whiteboardDraft(boards, skipped)
}

function childrenOf(parent: Node | undefined, skipped: SkippedEntry[]): Node[] {
	return (parent?.children ?? []).flatMap((raw) => {
		const { data } = node.safeParse(raw)
		if (!data) skipped.push({ reason: 'not_readable' })
		return data ?? []
	})
}

/** Returns the nodes of a page, parents before their children. */
function flatten(page: Node, skipped: SkippedEntry[]): Node[] {
	const found: Node[] = []
	const walk = (parent: Node, depth: number) => {
		for (const child of depth < MAX_NESTING ? childrenOf(parent, skipped) : []) {
			found.push(child)
			walk(child, depth + 1)
		}
	}
	walk(page, 0)
	return found
}

function readPage(nodes: readonly Node[], reading: WhiteboardReading): void {
	for (const one of nodes) if (one.type === 'SECTION') addFrame({ id: one.id, title: one.name, ...boxOf(one) }, reading)
	for (const one of nodes) {
		const { id, type, name, characters } = one
		// An empty cell is no content.
		if (type === 'TABLE_CELL' && characters.trim() === '') continue
		const isShape = type === 'SHAPE_WITH_TEXT'
		if (CARD_TYPES.includes(type))
			addItem({ id, text: characters, ...boxOf(one), colours: coloursOf(one), isShape }, reading)
		else if (type !== 'SECTION' && type !== 'CONNECTOR' && !CONTAINER_TYPES.includes(type))
			reading.skipped.push({ entry: `${type.toLowerCase()} ${name}`.slice(0, 80), reason: 'not_for_boards' })
	}
	addConnectors(nodes.filter(({ type }) => type === 'CONNECTOR').map(connectorOf), reading)
}

function boxOf({ absoluteBoundingBox: box }: Node): { x: number; y: number; w: number; h: number } {
	return { x: box?.x ?? 0, y: box?.y ?? 0, w: box?.width ?? 0, h: box?.height ?? 0 }
}

/** Returns the colour of a note or shape; that of a text is only the colour of its letters. */
function coloursOf({ type, fills }: Node): string[] {
	if (type !== 'STICKY' && type !== 'SHAPE_WITH_TEXT') return []
	const [first] = fills.flatMap((raw) => fill.safeParse(raw).data ?? [])
	const hex = (value: number) =>
		Math.round(value * 255)
			.toString(16)
			.padStart(2, '0')
	return first ? [`#${hex(first.color.r)}${hex(first.color.g)}${hex(first.color.b)}`] : []
}

function connectorOf(one: Node): WhiteboardConnector {
	const [atStart, atEnd] = [one.connectorStartStrokeCap, one.connectorEndStrokeCap]
	return {
		id: one.id,
		from: one.connectorStart.endpointNodeId,
		to: one.connectorEnd.endpointNodeId,
		label: one.characters.trim(),
		isReversed: atEnd === 'NONE' && atStart !== '' && atStart !== 'NONE',
	}
}
