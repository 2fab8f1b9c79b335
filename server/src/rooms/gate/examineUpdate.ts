import { LIMITS, measureJson, type NackReason } from '@charrette/shared'
import * as Y from 'yjs'
import { type AcceptedDeletes, acceptDeletes, deletesServerContent } from './deleteRanges.ts'
import { createDocumentGrowth } from './documentGrowth.ts'
import { createInsertionCost } from './insertionCost.ts'
import { type NewStructs, orderByDependency, pickNewStructs } from './newStructs.ts'
import { createParentPaths } from './parentPaths.ts'
import { createTextItemOrder } from './textItemOrder.ts'
import { type Blocks, decodeBlocks, encodeBlocks, endOf, type Struct } from './updateCodec.ts'

/**
 * What an update from a member must be before it is applied (GATE1, GATE6). `Y.applyUpdate` is not atomic and keeps what
 * it can't place for ever, so nothing is applied that has not passed here, in this order:
 *
 *     readable → made of what boards are made of → no gap → deletes of what is known → one's own client ids
 *              → in its place → values, texts and records no larger than they may be, and quick to apply
 *
 * Everything is in proportion to the update, never to the document.
 */

/** What the gate says of an update from a member. */
export type Verdict =
	| { refusal: NackReason }
	/**
	 * `update` is what may be applied: the given bytes, or encoded anew without what was left out; null when nothing is
	 * left. `claims`: client ids that nobody owned and that this update makes its author's. `isOwn`: whether its author did all of it.
	 */
	| { refusal: null; update: Uint8Array | null; claims: number[]; isOwn: boolean }

/** Who sends an update, and how. */
export interface Author {
	/** Whose update it is: a participant's id, or 'facilitator'. */
	owner: string
	/** Who owns which Yjs client id in this room. */
	owners: ReadonlyMap<number, string>
	isStep2: boolean
	/** Whether a step 2 may bring other people's structs that the server lacks (GATE6: for 60 s after load or a degraded time). */
	acceptsForeign: boolean
}

/** Whose a client id is to an author; `server` is the id that the server itself writes with now. */
type Ownership = 'own' | 'foreign' | 'free' | 'server'

function ownershipOf(client: number, doc: Y.Doc, author: Author): Ownership {
	if (client === doc.clientID) return 'server'
	const owner = author.owners.get(client)
	if (owner === undefined) return 'free'
	return owner === author.owner ? 'own' : 'foreign'
}

/** Judges an update to this document. Never throws, and changes nothing. */
export function examineUpdate(doc: Y.Doc, update: Uint8Array, author: Author): Verdict {
	const decoded = decodeBlocks(update)
	if (!decoded) return { refusal: 'malformed' }
	const whose = (client: number) => ownershipOf(client, doc, author)
	const fresh = pickNewStructs(doc, decoded, (client) => !isDropped(whose(client), author))
	for (const [client, block] of fresh.blocks)
		if (!isBoardContent(block, whose(client), author)) return { refusal: 'malformed' }
	const ordered = fresh.hasHole ? null : orderByDependency(doc, fresh.blocks)
	if (!ordered) return { refusal: 'gap' }
	const taken = acceptKnownDeletes(doc, decoded, fresh, { author, whose })
	if (!taken) return { refusal: 'malformed' }
	const clients = [...fresh.blocks.keys()]
	if (!author.isStep2 && clients.some((client) => whose(client) === 'foreign' || whose(client) === 'server'))
		return { refusal: 'foreign' }
	const refusal = checkContents(doc, ordered, fresh, taken)
	if (refusal) return { refusal }
	const isClaiming = !(author.isStep2 && author.acceptsForeign)
	const claims = isClaiming ? clients.filter((client) => whose(client) === 'free') : []
	const isOwn = isClaiming || clients.every((client) => whose(client) === 'own')
	return { refusal: null, update: encodeAccepted(update, fresh, taken), claims, isOwn }
}

/** In a step 2 what is another's is left out, unless it may be all that is left of it; what the server wrote it has (GATE6). */
function isDropped(whose: Ownership, author: Author): boolean {
	return author.isStep2 && (whose === 'server' || (whose === 'foreign' && !author.acceptsForeign))
}

/** A GC stands for clocks that are gone, so it could take the place of what an id's true owner will write. */
function isBoardContent(block: readonly Struct[], whose: Ownership, { isStep2 }: Author): boolean {
	const mayBeGone = isStep2 || whose === 'own' || (whose === 'free' && block[0] instanceof Y.Item)
	return block.every((struct) => (struct instanceof Y.Item ? hasAllowedContent(struct) : mayBeGone))
}

function acceptKnownDeletes(
	doc: Y.Doc,
	decoded: Blocks,
	{ blocks }: NewStructs,
	{ author, whose }: { author: Author; whose: (client: number) => Ownership },
): AcceptedDeletes | null {
	const knownOf = (client: number) => {
		const last = blocks.get(client)?.at(-1)
		return last ? endOf(last) : Y.getState(doc.store, client)
	}
	const isClipped = (client: number) => {
		const isOwn = whose(client) === 'own' || (whose(client) === 'free' && blocks.has(client) && !author.acceptsForeign)
		return author.isStep2 && !isOwn
	}
	const taken = acceptDeletes(decoded.deletes, knownOf, isClipped)
	return taken && deletesServerContent(doc, taken.deletes) ? null : taken
}

function checkContents(
	doc: Y.Doc,
	ordered: readonly Struct[],
	{ blocks }: NewStructs,
	{ deletes }: AcceptedDeletes,
): NackReason | null {
	const places = createParentPaths(doc, blocks)
	const growth = createDocumentGrowth(deletes)
	const crowding = createInsertionCost(doc, blocks)
	const order = createTextItemOrder(doc, blocks)
	for (const struct of ordered) {
		const placing = places.place(struct)
		if (placing === 'forbidden') return 'malformed'
		if (placing === 'dropped' || !(struct instanceof Y.Item)) continue
		growth.add(struct, placing)
		crowding.add(struct, placing)
		order.add(struct, placing)
	}
	const refusal = checkValues(ordered)
	if (refusal) return refusal
	if (growth.hasStackedValues()) return 'malformed'
	if (growth.isTooLarge() || crowding.isTooHigh()) return 'tooLarge'
	const kept = order.check()
	if (kept === 'kept') return null
	return kept === 'broken' ? 'malformed' : 'tooLarge'
}

function checkValues(ordered: readonly Struct[]): NackReason | null {
	let isTooLarge = false
	for (const struct of ordered) {
		if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) continue
		for (const value of struct.content.arr) {
			const size = measureJson(value)
			if (size === null) return 'malformed'
			if (size > LIMITS.maxRecordBytes) isTooLarge = true
		}
	}
	return isTooLarge ? 'tooLarge' : null
}

function encodeAccepted(update: Uint8Array, fresh: NewStructs, taken: AcceptedDeletes): Uint8Array | null {
	if (fresh.blocks.size === 0 && taken.deletes.size === 0) return null
	if (!fresh.isShortened && !taken.isShortened) return update
	return encodeBlocks({ structs: fresh.blocks, deletes: taken.deletes })
}

const CONTENT = new Set<unknown>([Y.ContentAny, Y.ContentString, Y.ContentDeleted, Y.ContentType])
const TYPES = new Set<unknown>([Y.Map, Y.Text])

/** Whether an item holds what boards are made of: JSON values, strings, maps and texts, or nothing any more. */
function hasAllowedContent(item: Y.Item): boolean {
	const { content } = item
	if (!CONTENT.has(content.constructor)) return false
	return !(content instanceof Y.ContentType) || TYPES.has(content.type.constructor)
}
