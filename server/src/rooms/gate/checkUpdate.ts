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
import { type AcceptedDeletes, acceptDeletes, deletesServerContent } from './deleteRanges.ts'
import { hasStackedValues, isGrowthTooLarge } from './documentGrowth.ts'
import { isInsertionTooCostly } from './insertionCost.ts'
import { type NewStructs, orderByDependency, pickNewStructs } from './newStructs.ts'
import { ParentPaths, type PlacedItem } from './parentPaths.ts'
import type { RecordChanges } from './recordChanges.ts'
import { checkTextItems } from './textItemOrder.ts'
import { type Blocks, decodeBlocks, encodeBlocks, endOf, type Struct } from './updateCodec.ts'
import { type Capacity, type CheckedUpdate, exceedsCapacity } from './updateSize.ts'

/** The gate's result for an update. */
export type GateResult =
	| { refusal: NackReason }
	/**
	 * `update`: the part that may be applied, as the given bytes or as a new encoding without the
	 * dropped parts; null if nothing is left. `claims`: client ids without an owner that this update
	 * makes its author's. `foreign`: the other client ids, whose structs its author did not write, or
	 * perhaps did not, with the clock after the last one; empty if its author wrote all of it.
	 */
	| { refusal: null; update: Uint8Array | null; claims: number[]; foreign: ReadonlyMap<number, number> }

/** The author of an update, how it was sent, and the capacity for it. */
export interface UpdateContext {
	/** A participant's id, or 'facilitator'. */
	owner: string
	/** Owner of each Yjs client id in this room. */
	owners: ReadonlyMap<number, string>
	isStep2: boolean
	/**
	 * Whether a step 2 may contain structs of other owners (GATE6: for 60 s after loading or
	 * recovering).
	 */
	acceptsForeign: boolean
	/** The present member that has a client id; undefined if there is none. */
	holderOf?: ((client: number) => ClientIdHolder | undefined) | undefined
	/** The capacity for the update (GATE7). */
	capacity: Capacity
	/** Filled with the changes of the update, if it passes. */
	changes?: RecordChanges
}

/** A present member that has a Yjs client id. */
export interface ClientIdHolder {
	readonly owner: string
	/** Whether its step 2 was applied, so that no other member can have more of its structs. */
	hasSynced: boolean
}

/**
 * A client id as seen by the author of an update; `server` is the id that the server itself writes
 * with.
 */
type Ownership = 'own' | 'foreign' | 'free' | 'server'

function ownershipOf(client: number, doc: Y.Doc, context: UpdateContext): Ownership {
	if (client === doc.clientID) return 'server'
	const owner = context.owners.get(client)
	if (owner !== undefined) return owner === context.owner ? 'own' : 'foreign'
	// A member that has not written yet keeps others from taking its client id.
	return (context.holderOf?.(client)?.owner ?? context.owner) === context.owner ? 'free' : 'foreign'
}

/** Examines an update to this document. Never throws, and changes nothing. */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, context: UpdateContext): GateResult {
	const decoded = decodeBlocks(update)
	if (!decoded) return { refusal: 'malformed' }
	const ownershipFor = (client: number) => ownershipOf(client, doc, context)
	const fresh = pickNewStructs(doc, decoded, (client) => !isDropped(client, ownershipFor(client), context))
	for (const [client, block] of fresh.blocks)
		if (!isBoardContent(block, ownershipFor(client), context)) return { refusal: 'malformed' }
	const ordered = fresh.hasGap ? null : orderByDependency(doc, fresh.blocks)
	if (!ordered) return { refusal: 'gap' }
	const accepted = acceptKnownDeletes(doc, decoded, fresh, { context, ownershipFor })
	if (!accepted) return { refusal: 'malformed' }
	const clients = [...fresh.blocks.keys()]
	if (
		!context.isStep2 &&
		clients.some((client) => ownershipFor(client) === 'foreign' || ownershipFor(client) === 'server')
	)
		return { refusal: 'foreign' }
	const isClaiming = !(context.isStep2 && context.acceptsForeign)
	const claims = isClaiming ? clients.filter((client) => ownershipFor(client) === 'free') : []
	const placed = placeItems(doc, ordered, fresh.blocks)
	if (!placed) return { refusal: 'malformed' }
	const { isStep2 } = context
	const checked = {
		blocks: fresh.blocks,
		deletes: accepted.deletes,
		bytes: update.length,
		isStep2,
		claims: claims.length,
	}
	const refusal = checkContents(doc, placed, { capacity: context.capacity, update: checked })
	if (refusal) return { refusal }
	for (const { path } of placed) context.changes?.addItem(path)
	context.changes?.addDeletes(doc, accepted.deletes)
	const isForeign = (client: number) => !isClaiming && ownershipFor(client) !== 'own'
	const foreign = isClaiming ? NOTHING_FOREIGN : new Map(endsOf(fresh.blocks).filter(([client]) => isForeign(client)))
	return { refusal: null, update: encodeAccepted(update, fresh, accepted), claims, foreign }
}

const NOTHING_FOREIGN: ReadonlyMap<number, number> = new Map()

/** The clock after the last struct of each client. */
function endsOf(blocks: ReadonlyMap<number, readonly Struct[]>): [client: number, end: number][] {
	return [...blocks].map(([client, block]) => {
		const last = block.at(-1)
		return [client, last ? endOf(last) : 0]
	})
}

/**
 * Whether the structs of a client are dropped. A step 2 may contain everything that its sender
 * knows, so structs of others and of the server are dropped (GATE6). Structs of a present member
 * that has sent all of its structs are always dropped.
 */
function isDropped(client: number, ownership: Ownership, context: UpdateContext): boolean {
	if (!context.isStep2 || ownership === 'own' || ownership === 'free') return false
	return ownership === 'server' || !context.acceptsForeign || context.holderOf?.(client)?.hasSynced === true
}

/**
 * Whether structs have only content that boards consist of. A GC struct occupies clocks without
 * content, so a foreign one could block structs that the id's owner will write.
 */
function isBoardContent(block: readonly Struct[], ownership: Ownership, { isStep2 }: UpdateContext): boolean {
	const canContainGc = isStep2 || ownership === 'own' || (ownership === 'free' && block[0] instanceof Y.Item)
	return block.every((struct) => (struct instanceof Y.Item ? hasAllowedContent(struct) : canContainGc))
}

function acceptKnownDeletes(
	doc: Y.Doc,
	decoded: Blocks,
	{ blocks }: NewStructs,
	{ context, ownershipFor }: { context: UpdateContext; ownershipFor: (client: number) => Ownership },
): AcceptedDeletes | null {
	const knownOf = (client: number) => {
		const last = blocks.get(client)?.at(-1)
		return last ? endOf(last) : Y.getState(doc.store, client)
	}
	const isClipped = (client: number) => {
		const isOwn =
			ownershipFor(client) === 'own' ||
			(ownershipFor(client) === 'free' && blocks.has(client) && !context.acceptsForeign)
		return context.isStep2 && !isOwn
	}
	const accepted = acceptDeletes(decoded.deletes, knownOf, isClipped)
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
	return exceedsCapacity(doc, placed, { capacity, update }) ? 'boardFull' : null
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
	if (!fresh.isShortened && !accepted.isShortened) return update
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
