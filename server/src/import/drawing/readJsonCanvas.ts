import { LIMITS, readCardData, type SkippedEntry } from '@charrette/shared'
import { z } from 'zod'
import { createDraftIds, type FileDraft, ImportRefusedError } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import { clampBox, createPlacedContent, createPlacedDraft } from './placedDraft.ts'

const node = z.object({
	id: z.string(),
	type: z.string(),
	x: z.number(),
	y: z.number(),
	width: z.number(),
	height: z.number(),
	color: z.string().catch(''),
	text: z.string().catch(''),
	url: z.string().catch(''),
	file: z.string().catch(''),
	label: z.string().catch(''),
	/** The data that our own export adds. */
	charrette: z.record(z.string(), z.unknown()).catch({}),
})
const edge = z.object({
	id: z.string().catch(''),
	fromNode: z.string(),
	toNode: z.string(),
	fromEnd: z.string().catch('none'),
	toEnd: z.string().catch('arrow'),
	label: z.string().catch(''),
})
const canvas = z.object({ nodes: z.array(z.unknown()).catch([]), edges: z.array(z.unknown()).catch([]) })

type CanvasNode = z.output<typeof node>

/** Makes headings of Markdown bold, as our cards have no headings. */
function withoutHeadings(text: string): string {
	return text.replace(/^ {0,3}#{1,6}[ \t]+([^\n]*?)[ \t]*#*$/gm, (_, heading: string) =>
		heading === '' || heading.includes('**') ? heading : `**${heading}**`,
	)
}

/** The names of the colours that a canvas refers to by number. */
const PRESETS = new Map([
	['1', 'red'],
	['2', 'orange'],
	['3', 'yellow'],
	['4', 'green'],
	['5', 'cyan'],
	['6', 'purple'],
])

/** Whether this is a JSON Canvas (jsoncanvas.org, version 1.0), as Obsidian writes it. */
export function isJsonCanvas(json: unknown, name: string): boolean {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
	const isEmpty = Object.keys(json).length === 0
	return /\.canvas$/i.test(name) && (isEmpty || 'nodes' in json || 'edges' in json)
}

/**
 * Reads a JSON Canvas. Texts, web links and names of files become cards, groups become clusters,
 * edges become links. That the content of files is missing is listed. Throws an
 * `ImportRefusedError` for too many nodes.
 */
export function readJsonCanvas(json: unknown, title: string, marks: MarkReader): FileDraft {
	const { nodes, edges } = canvas.parse(json)
	if (nodes.length + edges.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped: SkippedEntry[] = []
	const ids = createDraftIds()
	const content = createPlacedContent()
	for (const raw of nodes) {
		const { data } = node.safeParse(raw)
		if (!data) skipped.push({ reason: 'not_readable' })
		else if (data.type === 'group') content.clusters.push({ id: ids.take(data.id), title: data.label, ...boxOf(data) })
		else addCard(data, { content, skipped, ids, marks })
	}
	const cards = new Set(content.cards.map(({ id }) => id))
	for (const raw of edges) addEdge(edge.safeParse(raw).data, { content, skipped, ids, marks, cards })
	const isEmpty = content.cards.length + content.clusters.length === 0
	return { source: 'drawing', boards: isEmpty ? [] : [createPlacedDraft(title, content)], skipped }
}

/** What the nodes and edges of a canvas are added to. */
interface Canvas {
	content: ReturnType<typeof createPlacedContent>
	skipped: SkippedEntry[]
	ids: ReturnType<typeof createDraftIds>
	marks: MarkReader
}

function addEdge(
	data: z.output<typeof edge> | undefined,
	{ content, skipped, ids, marks, cards }: Canvas & { cards: ReadonlySet<string> },
): void {
	const ends = [ids.find(data?.fromNode ?? ''), ids.find(data?.toNode ?? '')]
	// An edge may point to its start.
	const [from, to] = data?.fromEnd === 'arrow' && data.toEnd === 'none' ? ends.reverse() : ends
	if (!data || !from || !to || from === to || !cards.has(from) || !cards.has(to)) {
		skipped.push({ entry: (data?.label || data?.id || '').slice(0, 80), reason: 'link_without_end' })
		return
	}
	const meaning = marks.readLink(data.label)
	if (data.label.trim() !== '' && !meaning) skipped.push({ entry: data.label.slice(0, 80), reason: 'label_lost' })
	content.links.push({ id: ids.take(data.id), from, to, meaning })
}

const boxOf = ({ x, y, width, height }: CanvasNode) => clampBox({ x, y, w: width, h: height })

/**
 * Returns the text of a card. The text of one of our cards is not Markdown. A file of the vault is
 * a card with its name, because its content is not in the canvas.
 */
function textOf({ type, text, url, file }: CanvasNode, isOwn: boolean): string {
	const name = file.split('/').at(-1) ?? ''
	if (type === 'file') return name.replace(/\.(md|canvas)$/i, '')
	if (type === 'link') return url.trim()
	return (isOwn ? text : withoutHeadings(text)).trim()
}

function addCard(data: CanvasNode, { content, skipped, ids, marks }: Canvas): void {
	const own = readCardData(data.charrette)
	const isFile = data.type === 'file'
	const whole = textOf(data, own.kind !== undefined)
	if (isFile) skipped.push({ entry: data.file.slice(0, 80), reason: 'content_left_out' })
	if (whole === '') {
		skipped.push({ entry: data.id.slice(0, 80), reason: 'no_text' })
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skipped.push({ entry: data.id.slice(0, 80), reason: 'text_cut' })
	const kind = own.kind ?? marks.read({ colours: [PRESETS.get(data.color) ?? data.color] }).kind ?? 'note'
	content.cards.push({ city: '', ...own, id: ids.take(data.id), kind, text, ...boxOf(data) })
}
