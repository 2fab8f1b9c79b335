import type { TLShape } from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'

/** What a shape keeps of itself beside what tldraw draws; nothing else of its `meta` leaves the house. */
export function charretteMeta(shape: TLShape, kept: JsonObject): JsonObject {
	const charrette = { ...kept, ...(shape.meta['isSetUp'] === true ? { isSetUp: true } : {}) }
	return Object.keys(charrette).length > 0 ? { charrette } : {}
}
