import { createHash } from 'node:crypto'
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

/**
 * An asset. `image` decodes it, once for all shapes that show it; null if the asset is only a URL.
 */
interface TldrawAsset {
	image(): { path: string; bytes: Uint8Array } | null
}

const IMAGE_DATA_URL = /^data:image\/[a-z+.-]{1,40};base64,/
const IMAGE_ID_LENGTH = 40

function assetOf(source: string): TldrawAsset {
	let decoded: ReturnType<TldrawAsset['image']> | undefined
	return {
		image() {
			decoded ??= decodeImage(source)
			return decoded
		},
	}
}

function decodeImage(source: string): ReturnType<TldrawAsset['image']> {
	if (!IMAGE_DATA_URL.test(source)) return null
	const bytes = Buffer.from(source.slice(source.indexOf(',') + 1), 'base64')
	const id = createHash('sha256').update(bytes).digest('hex').slice(0, IMAGE_ID_LENGTH)
	return { path: `/api/images/${id}`, bytes }
}

/** A tldraw file of any version, with its records by type. */
export interface TldrawFile {
	/** The pages, in their order. */
	pages: Map<string, z.output<typeof page>>
	shapes: Map<string, TldrawShape>
	/** The bindings of each arrow. */
	bindings: Map<string, TldrawBinding[]>
	assets: Map<string, TldrawAsset>
	/** Ids of invalid shapes. */
	unreadable: string[]
}

/** Whether this is a tldraw file. */
export function isTldraw(json: unknown): json is { records: unknown } {
	return typeof json === 'object' && json !== null && 'tldrawFileFormatVersion' in json
}

/**
 * Whether this is a file of the first version of tldraw, before 2023, which has a document with
 * pages.
 */
export function isTldrawV1(json: unknown): boolean {
	const document = typeof json === 'object' && json !== null && 'document' in json ? json.document : null
	return typeof document === 'object' && document !== null && 'pages' in document && 'pageStates' in document
}

/**
 * Sorts the records of a tldraw file. Only fields that boards can show are validated, so that later
 * versions can be read too.
 */
export function sortRecords({ records }: { records?: unknown }): TldrawFile {
	if (!Array.isArray(records)) throw new ImportRefusedError('damaged_file')
	if (records.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const pages: z.output<typeof page>[] = []
	const file: TldrawFile = {
		pages: new Map(),
		shapes: new Map(),
		bindings: new Map(),
		assets: new Map(),
		unreadable: [],
	}
	for (const raw of records) {
		const { data } = record.safeParse(raw)
		if (data?.typeName === 'page') pages.push(data)
		if (data?.typeName === 'shape') file.shapes.set(data.id, data)
		if (data?.typeName === 'binding') addBinding(file, data)
		if (data?.typeName === 'asset') file.assets.set(data.id, assetOf(data.props.src ?? ''))
		if (!data && isShapeRecord(raw)) file.unreadable.push(String(raw.id).slice(0, 80))
	}
	for (const one of pages.sort((a, b) => (a.index < b.index ? -1 : 1))) file.pages.set(one.id, one)
	return file
}

function addBinding({ bindings }: TldrawFile, added: TldrawBinding): void {
	const ofArrow = bindings.get(added.fromId)
	if (ofArrow) ofArrow.push(added)
	else bindings.set(added.fromId, [added])
}

function isShapeRecord(raw: unknown): raw is { id: unknown } {
	return typeof raw === 'object' && raw !== null && 'typeName' in raw && raw.typeName === 'shape' && 'id' in raw
}

/**
 * The position of a shape on our board, relative to the page or to a frame, since our boards have
 * no groups.
 */
export interface ShapePosition {
	x: number
	y: number
	rotation: number
	/** The id of the page or of a frame. */
	parentId: string
	/** The id of the page in the file. */
	page: string
}

/** Maximum nesting depth; deeper nesting is a cycle. */
const MAX_NESTING = 100

/** Returns the position of a shape with its groups dissolved; null if its parent is missing. */
export function positionOf(
	{ x, y, rotation, parentId }: TldrawShape,
	{ shapes, pages }: TldrawFile,
): ShapePosition | null {
	let at = { x, y, rotation }
	let frame: string | null = null
	let parentAt = parentId
	for (let depth = 0; depth < MAX_NESTING; depth++) {
		const parent = shapes.get(parentAt)
		if (!parent) {
			const page = pages.size === 0 || pages.has(parentAt) ? parentAt : null
			return page === null ? null : { ...at, parentId: frame ?? PAGE_ID, page }
		}
		if (parent.type === 'frame') frame ??= parent.id
		if (frame === null) at = toParentSpace(at, parent)
		parentAt = parent.parentId
	}
	return null
}

function toParentSpace(at: { x: number; y: number; rotation: number }, { x, y, rotation }: TldrawShape) {
	const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
	return { x: x + at.x * cos - at.y * sin, y: y + at.x * sin + at.y * cos, rotation: at.rotation + rotation }
}

const MAX_DEPTH = 40

/**
 * Returns the text of a shape, one line for each paragraph. Current versions of tldraw have rich
 * text, earlier ones plain text.
 */
export function textOf({ props }: Pick<TldrawShape, 'props'>): string {
	const { richText, text } = props
	if (typeof richText === 'object' && richText !== null) return linesOf(richText, 0, inlineOf).join('\n')
	return typeof text === 'string' ? text : ''
}

/** Returns the same text with the marks of bold parts and list items that cards use (TEXT1). */
export function formattedTextOf(shape: Pick<TldrawShape, 'props'>): string {
	const { richText } = shape.props
	if (typeof richText !== 'object' || richText === null) return textOf(shape)
	return linesOf(richText, 0, formattedInlineOf, ITEM_MARK).join('\n')
}

const ITEM_MARK = '- '

/**
 * Returns the lines of a node that contains paragraphs, lists and the like. The first line of a
 * list item gets the mark.
 */
function linesOf(node: object, depth: number, inline: (node: object) => string, mark = ''): string[] {
	const content = contentOf(node)
	if (depth > MAX_DEPTH) return []
	const isParagraph = content.every((inner) => isInline(inner))
	if (isParagraph) return [content.map(inline).join('')]
	const isItem = 'type' in node && node.type === 'listItem'
	const lines = content.flatMap((inner) => linesOf(inner, depth + 1, inline, mark))
	return isItem && lines[0] ? [mark + lines[0], ...lines.slice(1)] : lines
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

const CAN_BE_BOLD = /^[^\s*](?:[^*\n]*[^\s*])?$/

function formattedInlineOf(node: object): string {
	const text = inlineOf(node)
	const marks = 'marks' in node && Array.isArray(node.marks) ? node.marks : []
	const isBold = marks.some((mark) => typeof mark === 'object' && mark !== null && mark.type === 'bold')
	return isBold && CAN_BE_BOLD.test(text) ? `**${text}**` : text
}
