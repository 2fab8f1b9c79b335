import { decompressLz } from './decompressLz.ts'

/** Content that was copied in Excalidraw or tldraw, which put it on the clipboard as JSON. */
export interface CopiedDrawing {
	/** The drawing as a file for the import dialog, which shows its name. */
	file: File
	/** Its texts, one per line, for a person who may not import drawings (IMP5). */
	texts: string
}

const EXCALIDRAW = /^\s*\{\s*"type"\s*:\s*"excalidraw\/clipboard"/
const TLDRAW = /<div data-tldraw[^>]*>/
/** Letters of a drawing with more shapes than a board can have. */
const MAX_LENGTH = 10_000_000
const MAX_DEPTH = 20

/**
 * Returns the drawing on the clipboard; null if there is none. Excalidraw copies JSON as text,
 * tldraw as markup beside the texts of the shapes, or as text where a page may only copy text.
 */
export function readCopiedDrawing({ text, html }: { text: string; html: string }): CopiedDrawing | null {
	if (EXCALIDRAW.test(text)) return readExcalidraw(text)
	const markup = [html, text].find((one) => TLDRAW.test(one))
	return markup === undefined ? null : readTldraw(markup)
}

function readExcalidraw(text: string): CopiedDrawing | null {
	const elements = listIn(parse(text), 'elements')
	if (elements === null) return null
	const texts = elements.flatMap((element) => (isObject(element) ? stringsIn(element['text']) : []))
	return drawingOf({ name: 'Excalidraw.excalidraw', content: text, texts })
}

/** Reads the clipboard of tldraw, of which version 3 has all but the images compressed. */
function readTldraw(markup: string): CopiedDrawing | null {
	const { body } = new DOMParser().parseFromString(markup, 'text/html')
	const written = body.querySelector('[data-tldraw]')?.textContent ?? ''
	const copied = parse(written) ?? parseCompressed(written)
	if (!isObject(copied) || copied['type'] !== 'application/tldraw' || !isObject(copied['data'])) return null
	const { otherCompressed, ...plain } = copied['data']
	const others = typeof otherCompressed === 'string' ? parseCompressed(otherCompressed) : {}
	const shapes = listIn(others, 'shapes') ?? listIn(plain, 'shapes')
	if (!isObject(others) || shapes === null) return null
	const content: Record<string, unknown> = { ...plain, ...others }
	const records = ['shapes', 'bindings', 'assets'].flatMap((key) => listIn(content, key) ?? [])
	const file = { tldrawFileFormatVersion: 1, schema: content['schema'], records }
	const texts = shapes.flatMap((shape) => textsOfShape(shape))
	return drawingOf({ name: 'tldraw.tldr', content: JSON.stringify(file), texts })
}

/** Returns the text of a shape, which current releases of tldraw have as paragraphs. */
function textsOfShape(shape: unknown): string[] {
	if (!isObject(shape) || !isObject(shape['props'])) return []
	const { richText, text } = shape['props']
	return isObject(richText) ? stringsIn(textsIn(richText, 0).join(' ')) : stringsIn(text)
}

function textsIn(node: Record<string, unknown>, depth: number): string[] {
	if (typeof node['text'] === 'string') return [node['text']]
	const inner = depth < MAX_DEPTH ? (listIn(node, 'content') ?? []) : []
	const texts = inner.flatMap((one) => (isObject(one) ? textsIn(one, depth + 1) : []))
	return node['type'] === 'paragraph' ? [texts.join('')] : texts
}

function drawingOf({ name, content, texts }: { name: string; content: string; texts: string[] }): CopiedDrawing {
	return { file: new File([content], name, { type: 'application/json' }), texts: texts.join('\n') }
}

/** Returns a text as one line; nothing if it is none, or empty. */
function stringsIn(text: unknown): string[] {
	const line = typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : ''
	return line === '' ? [] : [line]
}

function parseCompressed(text: string): unknown {
	const decompressed = decompressLz(text.trim(), MAX_LENGTH)
	return decompressed === null ? null : parse(decompressed)
}

/** Returns the value of a JSON text; null if it is none. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return null
	}
}

function listIn(value: unknown, key: string): unknown[] | null {
	const list = isObject(value) ? value[key] : undefined
	return Array.isArray(list) ? list : null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
