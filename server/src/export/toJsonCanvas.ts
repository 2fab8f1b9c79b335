import {
	type BoardRecord,
	CARD_HEIGHT,
	CARD_WIDTH,
	estimateCardHeight,
	isCard,
	isImage,
	KIND_COLOURS,
	pagePosition,
} from '@charrette/shared'
import { type ExportedBoard, type ExportMeta, projectRecords } from './ExportedBoard.ts'
import { exportLabelsIn } from './labels.ts'

/**
 * Writes a board as a JSON Canvas (jsoncanvas.org, version 1.0), which Obsidian opens. Cards are
 * texts in the colours of their kinds, clusters are groups, links are edges with their meaning, and
 * images are URLs. Strokes are left out. `charrette` has the other fields of a card; an import
 * reads it:
 *
 *     {kind, city}
 */
export function toJsonCanvas(exported: ExportedBoard, { locale, origin }: ExportMeta): string {
	const records = projectRecords(exported)
	const byId = new Map(records.map((record) => [record.id as string, record]))
	const { meanings } = exportLabelsIn(locale)
	// Groups first: later nodes are drawn above earlier ones.
	const nodes = [...records.filter(isFrame), ...records.filter((record) => !isFrame(record))].flatMap((record) =>
		nodeOf(record, byId, origin),
	)
	const known = new Set(nodes.map(({ id }) => id))
	const edges = exported.content.links
		.filter(({ from, to }) => known.has(from) && known.has(to))
		.map(({ id, from, to, meaning }) => ({ id, fromNode: from, toNode: to, label: meanings[meaning] }))
	return `${JSON.stringify({ nodes, edges }, null, '\t')}\n`
}

const isFrame = (record: BoardRecord) => record.typeName === 'shape' && record.type === 'frame'

/** A node of a canvas; further fields depend on its type. */
interface CanvasNode {
	id: string
	type: 'text' | 'link' | 'group'
	x: number
	y: number
	width: number
	height: number
	[field: string]: unknown
}

function nodeOf(record: BoardRecord, records: ReadonlyMap<string, BoardRecord>, origin: string): CanvasNode[] {
	if (record.typeName !== 'shape') return []
	const at = pagePosition(record, records)
	const place = { id: record.id as string, x: Math.round(at.x), y: Math.round(at.y) }
	if (isCard(record)) {
		const { w = CARD_WIDTH, h = CARD_HEIGHT, text, kind, city } = record.props
		const size = { width: Math.round(w), height: Math.round(estimateCardHeight({ w, h, text })) }
		return [{ ...place, ...size, type: 'text', text, color: KIND_COLOURS[kind].ink, charrette: { kind, city } }]
	}
	const { w, h } = record.props as { w?: number; h?: number }
	if (w === undefined || h === undefined) return []
	const size = { width: Math.round(w), height: Math.round(h) }
	if (isImage(record)) return [{ ...place, ...size, type: 'link', url: origin + record.props.path }]
	const { name = '' } = record.props as { name?: string }
	return record.type === 'frame' ? [{ ...place, ...size, type: 'group', label: name }] : []
}
