import { LIMITS, PAGE_ID } from '@charrette/shared'
import { z } from 'zod'
import { ImportRefusedError } from './FileDraft.ts'

const meta = z.record(z.string(), z.unknown()).catch({})
const amount = z.number().catch(0)

const shape = z.object({
	typeName: z.literal('shape'),
	id: z.string(),
	type: z.string(),
	x: z.number(),
	y: z.number(),
	rotation: amount,
	index: z.string().catch('a1'),
	parentId: z.string(),
	isLocked: z.boolean().catch(false),
	opacity: z.number().min(0).max(1).catch(1),
	props: z.record(z.string(), z.unknown()),
	meta,
})
const binding = z.object({
	typeName: z.literal('binding'),
	id: z.string(),
	type: z.literal('arrow'),
	fromId: z.string(),
	toId: z.string(),
	props: z.record(z.string(), z.unknown()),
})
const asset = z.object({
	typeName: z.literal('asset'),
	id: z.string(),
	type: z.string(),
	props: z.object({ src: z.string().nullable().catch(null) }),
})
const page = z.object({
	typeName: z.literal('page'),
	id: z.string(),
	name: z.string().catch(''),
	index: z.string().catch('a1'),
})
const record = z.discriminatedUnion('typeName', [shape, binding, asset, page])

export type TldrawShape = z.output<typeof shape>
export type TldrawBinding = z.output<typeof binding>

/** A drawing of tldraw's, of any version: its records by what they are. */
export interface TldrawFile {
	pages: z.output<typeof page>[]
	shapes: Map<string, TldrawShape>
	/** The bindings of each arrow. */
	bindings: Map<string, TldrawBinding[]>
	/** Where each asset is had from: an address, or the picture itself as a `data:` URL. */
	assets: Map<string, string>
	/** Ids of shapes that are none. */
	unreadable: string[]
}

/** Whether this is a file that tldraw saved. */
export function isTldraw(json: unknown): json is { records: unknown } {
	return typeof json === 'object' && json !== null && 'tldrawFileFormatVersion' in json
}

/** Sorts the records of a drawing. Only what boards can show is asked for, so that versions to come can be read as far as they are alike. */
export function sortRecords({ records }: { records?: unknown }): TldrawFile {
	if (!Array.isArray(records)) throw new ImportRefusedError('damaged_file')
	if (records.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const file: TldrawFile = { pages: [], shapes: new Map(), bindings: new Map(), assets: new Map(), unreadable: [] }
	for (const raw of records) {
		const { data } = record.safeParse(raw)
		if (data?.typeName === 'page') file.pages.push(data)
		if (data?.typeName === 'shape') file.shapes.set(data.id, data)
		if (data?.typeName === 'binding') file.bindings.set(data.fromId, [...(file.bindings.get(data.fromId) ?? []), data])
		if (data?.typeName === 'asset') file.assets.set(data.id, data.props.src ?? '')
		if (!data && isShapeRecord(raw)) file.unreadable.push(String(raw.id).slice(0, 80))
	}
	file.pages.sort((a, b) => (a.index < b.index ? -1 : 1))
	return file
}

function isShapeRecord(raw: unknown): raw is { id: unknown } {
	return typeof raw === 'object' && raw !== null && 'typeName' in raw && raw.typeName === 'shape' && 'id' in raw
}

/** Where a shape lies on a board of ours: on the page or in a frame, since there are no groups. */
export interface ShapePosition {
	x: number
	y: number
	rotation: number
	/** The page, or a frame's id. */
	parentId: string
	/** The page of the drawing. */
	page: string
}

/** Deeper nesting than this is a circle. */
const MAX_NESTING = 100

/** Where a shape lies once the groups around it are dissolved; null for one that lies nowhere. */
export function positionOf(
	{ x, y, rotation, parentId }: TldrawShape,
	{ shapes, pages }: TldrawFile,
): ShapePosition | null {
	let at = { x, y, rotation }
	let frame: string | null = null
	let holder = parentId
	for (let depth = 0; depth < MAX_NESTING; depth++) {
		const parent = shapes.get(holder)
		if (!parent) {
			const page = pages.length === 0 || pages.some(({ id }) => id === holder) ? holder : null
			return page === null ? null : { ...at, parentId: frame ?? PAGE_ID, page }
		}
		if (parent.type === 'frame') frame ??= parent.id
		if (frame === null) at = toParentSpace(at, parent)
		holder = parent.parentId
	}
	return null
}

function toParentSpace(at: { x: number; y: number; rotation: number }, { x, y, rotation }: TldrawShape) {
	const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
	return { x: x + at.x * cos - at.y * sin, y: y + at.x * sin + at.y * cos, rotation: at.rotation + rotation }
}

const MAX_DEPTH = 40

/** The words of a shape, a line a paragraph: rich text as tldraw has it now, or the plain text of versions before. */
export function textOf({ props }: Pick<TldrawShape, 'props'>): string {
	const { richText, text } = props
	if (typeof richText === 'object' && richText !== null) return linesOf(richText, 0).join('\n')
	return typeof text === 'string' ? text : ''
}

/** The lines of a node that holds paragraphs, lists, or the like. */
function linesOf(node: object, depth: number): string[] {
	const held = contentOf(node)
	if (depth > MAX_DEPTH) return []
	const isParagraph = held.every((inner) => isInline(inner))
	if (isParagraph) return [held.map(inlineOf).join('')]
	return held.flatMap((inner) => linesOf(inner, depth + 1))
}

function contentOf(node: object): object[] {
	const content = 'content' in node && Array.isArray(node.content) ? node.content : []
	return content.filter((inner): inner is object => typeof inner === 'object' && inner !== null)
}

function isInline(node: object): boolean {
	return 'type' in node && (node.type === 'text' || node.type === 'hardBreak')
}

function inlineOf(node: object): string {
	if ('type' in node && node.type === 'hardBreak') return '\n'
	return 'text' in node && typeof node.text === 'string' ? node.text : ''
}
