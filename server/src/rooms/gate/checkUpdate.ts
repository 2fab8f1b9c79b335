/**
 * Checks an update from a member before it is applied (GATE1, GATE6). `Y.applyUpdate` is not
 * atomic, and it keeps for ever the structs that it cannot integrate, so an update is only applied
 * if it has passed these checks, in this order:
 *
 *     readable → only content of boards → no gap → deletes only known clocks
 *              → only the author's client ids → only in allowed parents
 *              → values, texts and records within limits, and cheap to apply
 *              → the document has room for it
 *
 * The cost is proportional to the update, never to the document.
 */
import { LIMITS, measureJson, type NackReason } from '@charrette/shared'
import * as Y from 'yjs'
import { type AcceptedDeletes, acceptDeletes, deletesServerContent, withoutRanges } from './deleteRanges.ts'
import { hasStackedValues, isGrowthTooLarge } from './documentGrowth.ts'
import { isInsertionTooCostly } from './insertionCost.ts'
import {
	leaveOutFrom,
	type NewStructs,
	type OrderedStructs,
	orderByDependency,
	pickNewStructs,
	valuesBeforeLeftOut,
} from './newStructs.ts'
import { ParentPaths, type PlacedItem } from './parentPaths.ts'
import type { RecordChanges } from './recordChanges.ts'
import { checkTextItems } from './textItemOrder.ts'
import { type Blocks, decodeBlocks, encodeBlocks, endOf, MAX_CLIENT_ID, type Struct } from './updateCodec.ts'
import { type Capacity, type CheckedUpdate, checkCapacity } from './updateSize.ts'

/** The gate's result for an update. */
export type GateResult =
	/** `waiting`: of an update with a gap, the first clock of each client after it. */
	| { refusal: NackReason; waiting?: ReadonlyMap<number, number> }
	/**
	 * `update`: the part that may be applied, as the given bytes or as a new encoding without the
	 * dropped parts; null if nothing is left. `claims`: client ids without an owner that this update
	 * makes its author's. `isHealing`: whether it has structs of others, from a missing range.
	 */
	| {
			refusal: null
			update: Uint8Array | null
			claims: number[]
			isHealing: boolean
			leftOut: LeftOut | null
	  }

/** The part of a step 2 that was left out, by client id. */
export interface LeftOut {
	/** The first clock of the author's own structs that depend on missing ones. */
	waiting: ReadonlyMap<number, number>
	/** Clocks that these structs, or deletes, depend on. */
	missing: ReadonlyMap<number, number>
	/** The first clock of the structs of others. */
	foreign: ReadonlyMap<number, number>
	/** Whether deletes of missing clocks were left out. */
	hasDeletes: boolean
}

/** The author of an update, how it was sent, and the capacity for it. */
export interface UpdateContext {
	/** A participant's id, or 'facilitator'. */
	owner: string
	/** Owner of each Yjs client id in this room. */
	owners: ReadonlyMap<number, string>
	isStep2: boolean
	/**
	 * The end of the missing range in which the next clock of a client id is; 0 if it is in none
	 * (GATE6a).
	 */
	missingEndOf?: ((client: number) => number) | undefined
	/** The owner of the present member that has a client id; undefined if there is none. */
	holderOf?: ((client: number) => string | undefined) | undefined
	capacity: Capacity
	/** Filled with the changes of the update, if it passes. */
	changes?: RecordChanges
}

/** A client id as seen by the author of an update. */
type Ownership = 'own' | 'foreign' | 'free'

function ownershipOf(client: number, doc: Y.Doc, context: UpdateContext): Ownership {
	if (client === doc.clientID || client > MAX_CLIENT_ID) return 'foreign'
	const owner = context.owners.get(client)
	if (owner !== undefined) return owner === context.owner ? 'own' : 'foreign'
	// The server has written these structs, now or before.
	if (Y.getState(doc.store, client) > 0 || context.missingEndOf?.(client)) return 'foreign'
	// A member that has not written yet keeps others from taking its client id.
	return (context.holderOf?.(client) ?? context.owner) === context.owner ? 'free' : 'foreign'
}

/** An update while it is examined. */
interface Examined {
	doc: Y.Doc
	decoded: Blocks
	fresh: NewStructs
	context: UpdateContext
	ownershipFor(client: number): Ownership
}

/** Examines an update to this document. Never throws, and changes nothing. */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, context: UpdateContext): GateResult {
	const decoded = decodeBlocks(update)
	if (!decoded) return { refusal: 'malformed' }
	const ownershipFor = (client: number) => ownershipOf(client, doc, context)
	const fresh = pickNewStructs(doc, decoded, (client) => limitOf(client, ownershipFor(client), context))
	const examined = { doc, decoded, fresh, context, ownershipFor }
	for (const [client, block] of fresh.blocks)
		if (!isBoardContent(block, ownershipFor(client), context)) return { refusal: 'malformed' }
	const order = orderByDependency(doc, fresh.blocks)
	leaveOutFrom(fresh, order.blocked)
	if (!context.isStep2 && fresh.leftOut.size > 0) return { refusal: 'gap', waiting: fresh.leftOut }
	const accepted = acceptKnownDeletes(examined)
	if (!accepted) return { refusal: 'malformed' }
	const foreign = [...fresh.blocks.keys()].filter((client) => ownershipFor(client) === 'foreign')
	// A client id that nobody owns may be the member's own, of a step 2 that claimed none.
	if (!context.isStep2 && foreign.length > 0)
		return { refusal: foreign.some((client) => !isUnclaimed(client, doc, context)) ? 'foreign' : 'gap' }
	const claims = [...decoded.structs.keys()].filter(
		(client) => ownershipFor(client) === 'free' && (fresh.blocks.has(client) || fresh.leftOut.has(client)),
	)
	const placed = placeItems(doc, order.ordered, fresh.blocks)
	if (!placed) return { refusal: 'malformed' }
	const { capacity, isStep2 } = context
	const checked = { blocks: fresh.blocks, deletes: accepted.deletes, bytes: update.length, isStep2 }
	const refusal = checkContents(doc, placed, { capacity, update: { ...checked, claims: claims.length } })
	if (refusal) return { refusal }
	for (const { path } of placed) context.changes?.addItem(path)
	context.changes?.addDeletes(doc, accepted.deletes)
	const encoded = encodeAccepted(update, fresh, accepted)
	const leftOut = findLeftOut(examined, order, accepted)
	return { refusal: null, update: encoded, claims, isHealing: foreign.length > 0, leftOut }
}

/** Whether a client id is in the document, and nobody has claimed it. */
function isUnclaimed(client: number, doc: Y.Doc, { owners }: UpdateContext): boolean {
	return client !== doc.clientID && client <= MAX_CLIENT_ID && !owners.has(client) && Y.getState(doc.store, client) > 0
}

/**
 * The clock up to which the structs of a client are taken. A step 2 may contain everything that its
 * sender knows, so structs of others are dropped, except those that the log has lost (GATE6). An
 * update may only contain its author's structs; others are refused.
 */
function limitOf(client: number, ownership: Ownership, { isStep2, missingEndOf }: UpdateContext): number {
	if (!isStep2 || ownership !== 'foreign') return Number.POSITIVE_INFINITY
	return client <= MAX_CLIENT_ID ? (missingEndOf?.(client) ?? 0) : 0
}

function findLeftOut(
	{ fresh, ownershipFor }: Examined,
	{ missing }: OrderedStructs,
	deletes: AcceptedDeletes,
): LeftOut | null {
	if (fresh.leftOut.size === 0 && deletes.beyond.size === 0) return null
	const isForeign = ([client]: [number, number]) => ownershipFor(client) === 'foreign'
	const waiting = new Map([...fresh.leftOut].filter((entry) => !isForeign(entry)))
	const deleted = [...deletes.beyond].filter(([client]) => !waiting.has(client))
	return {
		waiting,
		missing: new Map([...deleted, ...missing]),
		foreign: new Map([...fresh.leftOut].filter(isForeign)),
		hasDeletes: deleted.length > 0,
	}
}

/**
 * Whether structs have only content that boards consist of. A GC struct occupies clocks without
 * content, so a foreign one could block structs that the id's owner will write.
 */
function isBoardContent(block: readonly Struct[], ownership: Ownership, { isStep2 }: UpdateContext): boolean {
	const canContainGc = isStep2 || ownership === 'own' || (ownership === 'free' && block[0] instanceof Y.Item)
	return block.every((struct) => (struct instanceof Y.Item ? hasAllowedContent(struct) : canContainGc))
}

/**
 * Accepts the deletes of known clocks. Those of others, and of structs that were left out, are
 * clipped in a step 2. A value that a left-out one replaces stays until Yjs replaces it.
 */
function acceptKnownDeletes({ doc, decoded, fresh, context, ownershipFor }: Examined): AcceptedDeletes | null {
	const knownOf = (client: number) => {
		const last = fresh.blocks.get(client)?.at(-1)
		return last ? endOf(last) : Y.getState(doc.store, client)
	}
	const isClipped = (client: number) => {
		const ownership = ownershipFor(client)
		const isOwn = ownership === 'own' || (ownership === 'free' && fresh.blocks.has(client))
		return context.isStep2 && (!isOwn || fresh.leftOut.has(client))
	}
	const given = withoutRanges(decoded.deletes, valuesBeforeLeftOut(doc, decoded, fresh))
	const accepted = acceptDeletes(given, knownOf, isClipped)
	return accepted && deletesServerContent(doc, accepted.deletes) ? null : accepted
}

/**
 * Returns the items that will be applied, with their positions; null if an item is not allowed at
 * its position.
 */
function placeItems(
	doc: Y.Doc,
	ordered: readonly Struct[],
	blocks: ReadonlyMap<number, readonly Struct[]>,
): PlacedItem[] | null {
	const paths = new ParentPaths(doc, blocks)
	const placed: PlacedItem[] = []
	for (const struct of ordered) {
		const path = paths.resolve(struct)
		if (path === 'forbidden') return null
		if (path !== 'dropped' && struct instanceof Y.Item) placed.push({ item: struct, path })
	}
	return placed
}

function checkContents(
	doc: Y.Doc,
	placed: readonly PlacedItem[],
	{ capacity, update }: { capacity: Capacity; update: CheckedUpdate },
): NackReason | null {
	const { blocks, deletes } = update
	const refusal = checkValues(blocks)
	if (refusal) return refusal
	if (hasStackedValues(placed, deletes)) return 'malformed'
	if (isGrowthTooLarge(placed, deletes) || isInsertionTooCostly(doc, blocks, placed)) return 'tooLarge'
	const order = checkTextItems(doc, blocks, placed)
	if (order !== 'valid') return order === 'invalid' ? 'malformed' : 'tooLarge'
	return checkCapacity(doc, placed, { capacity, update })
}

function checkValues(blocks: ReadonlyMap<number, readonly Struct[]>): NackReason | null {
	let isTooLarge = false
	for (const block of blocks.values())
		for (const struct of block) {
			if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) continue
			for (const value of struct.content.arr) {
				const size = measureJson(value)
				if (size === null) return 'malformed'
				if (size > LIMITS.maxRecordBytes) isTooLarge = true
			}
		}
	return isTooLarge ? 'tooLarge' : null
}

function encodeAccepted(update: Uint8Array, fresh: NewStructs, accepted: AcceptedDeletes): Uint8Array | null {
	if (fresh.blocks.size === 0 && accepted.deletes.size === 0) return null
	if (!fresh.isShortened && accepted.beyond.size === 0) return update
	return encodeBlocks({ structs: fresh.blocks, deletes: accepted.deletes })
}

const CONTENT = new Set<unknown>([Y.ContentAny, Y.ContentString, Y.ContentDeleted, Y.ContentType])
const TYPES = new Set<unknown>([Y.Map, Y.Text])

/**
 * Whether an item has content that boards consist of: JSON values, strings, maps and texts, or
 * deleted content.
 */
function hasAllowedContent(item: Y.Item): boolean {
	const { content } = item
	if (!CONTENT.has(content.constructor)) return false
	return !(content instanceof Y.ContentType) || TYPES.has(content.type.constructor)
}
