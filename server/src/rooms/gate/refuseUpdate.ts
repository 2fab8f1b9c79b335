/**
 * What an update from a member must be before it is applied (GATE1, as far as it holds yet): readable, made of maps,
 * texts and JSON values alone, without a gap, deleting only what is known. `Y.applyUpdate` is not atomic and keeps what
 * it can't place for ever, so nothing is applied that has not passed here.
 */
import type { Refusal } from '@charrette/shared'
import * as Y from 'yjs'

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

/** `Y.Item.content` by its reference number; see `Y.contentRefs`. */
const ALLOWED_CONTENT = new Set<unknown>([Y.ContentAny, Y.ContentString, Y.ContentDeleted, Y.ContentType])
const ALLOWED_TYPES = new Set<unknown>([Y.Map, Y.Text])

/** Why this update may not be applied to this document; null if it may. */
export function refuseUpdate(doc: Y.Doc, update: Uint8Array): Refusal | null {
	let decoded: Decoded
	try {
		decoded = Y.decodeUpdate(update)
	} catch {
		return 'malformed'
	}
	const known = new Map<number, number>()
	const knownClock = (client: number) => known.get(client) ?? Y.getState(doc.store, client)
	for (const struct of decoded.structs) {
		const { client, clock } = struct.id
		if (struct instanceof Y.Skip || clock > knownClock(client)) return 'gap'
		if (struct instanceof Y.Item && !hasAllowedContent(struct)) return 'malformed'
		known.set(client, Math.max(knownClock(client), clock + struct.length))
	}
	if (decoded.structs.some((struct) => dependsOnUnknown(struct, knownClock))) return 'gap'
	for (const [client, ranges] of decoded.ds.clients) {
		for (const { clock, len } of ranges) if (clock + len > knownClock(client)) return 'malformed'
	}
	return null
}

function hasAllowedContent(item: Y.Item): boolean {
	const { content } = item
	if (!ALLOWED_CONTENT.has(content.constructor)) return false
	return !(content instanceof Y.ContentType) || ALLOWED_TYPES.has(content.type.constructor)
}

function dependsOnUnknown(struct: Struct, knownClock: (client: number) => number): boolean {
	if (!(struct instanceof Y.Item)) return false
	const parent = struct.parent instanceof Y.ID ? struct.parent : null
	return [struct.origin, struct.rightOrigin, parent].some((id) => id !== null && id.clock >= knownClock(id.client))
}
