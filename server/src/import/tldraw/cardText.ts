import type { TldrawShape } from './TldrawFile.ts'

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
