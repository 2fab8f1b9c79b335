import * as Y from 'yjs'

const CONTENT = new Set<unknown>([Y.ContentAny, Y.ContentString, Y.ContentDeleted, Y.ContentType])
const TYPES = new Set<unknown>([Y.Map, Y.Text])

/** Whether an item holds what boards are made of: JSON values, strings, maps and texts, or nothing any more. */
export function hasAllowedContent(item: Y.Item): boolean {
	const { content } = item
	if (!CONTENT.has(content.constructor)) return false
	return !(content instanceof Y.ContentType) || TYPES.has(content.type.constructor)
}
