/**
 * What an update from a member must be before it is applied (GATE1, GATE6). `Y.applyUpdate` is not atomic and keeps what
 * it can't place for ever, so nothing is applied that has not passed here, in this order:
 *
 *     readable → made of what boards are made of → no gap → deletes of what is known → one's own client ids
 *              → in its place → values, texts and records no larger than they may be, and quick to apply
 *
 * Everything is in proportion to the update, never to the document.
 */
import type { Refusal } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import * as Y from 'yjs'
import { hasAllowedContent } from './allowedContent.ts'
import { createCrowding } from './crowding.ts'
import type { Blocks, Struct } from './decodeBlocks.ts'
import { decodeBlocks, endOf } from './decodeBlocks.ts'
import { encodeUpdate } from './encodeUpdate.ts'
import { createGrowth } from './growth.ts'
import { createLetterOrder } from './letterOrder.ts'
import { measureJson } from './measureJson.ts'
import type { NewStructs } from './newStructs.ts'
import { pickNew } from './newStructs.ts'
import { orderByDependency } from './orderByDependency.ts'
import { createPlaces } from './places.ts'
import type { TakenDeletes } from './takeDeletes.ts'
import { strikesServersOwn, takeDeletes } from './takeDeletes.ts'

/** What the gate says of an update from a member. */
export type Verdict =
	| { refusal: Refusal }
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
	takesForeign: boolean
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
	const fresh = pickNew(doc, decoded, (client) => !isLeftOut(whose(client), author))
	for (const [client, block] of fresh.blocks)
		if (!isBoardContent(block, whose(client), author)) return { refusal: 'malformed' }
	const ordered = fresh.hasHole ? null : orderByDependency(doc, fresh.blocks)
	if (!ordered) return { refusal: 'gap' }
	const taken = takeKnownDeletes(doc, decoded, fresh, { author, whose })
	if (!taken) return { refusal: 'malformed' }
	const clients = [...fresh.blocks.keys()]
	if (!author.isStep2 && clients.some((client) => whose(client) === 'foreign' || whose(client) === 'server'))
		return { refusal: 'foreign' }
	const refusal = refuseContents(doc, ordered, fresh, taken)
	if (refusal) return { refusal }
	const isClaiming = !(author.isStep2 && author.takesForeign)
	const claims = isClaiming ? clients.filter((client) => whose(client) === 'free') : []
	const isOwn = isClaiming || clients.every((client) => whose(client) === 'own')
	return { refusal: null, update: whatIsLeft(update, fresh, taken), claims, isOwn }
}

/** In a step 2 what is another's is left out, unless it may be all that is left of it; what the server wrote it has (GATE6). */
function isLeftOut(whose: Ownership, author: Author): boolean {
	return author.isStep2 && (whose === 'server' || (whose === 'foreign' && !author.takesForeign))
}

/** A GC stands for clocks that are gone, so it could take the place of what an id's true owner will write. */
function isBoardContent(block: readonly Struct[], whose: Ownership, { isStep2 }: Author): boolean {
	const mayBeGone = isStep2 || whose === 'own' || (whose === 'free' && block[0] instanceof Y.Item)
	return block.every((struct) => (struct instanceof Y.Item ? hasAllowedContent(struct) : mayBeGone))
}

function takeKnownDeletes(
	doc: Y.Doc,
	decoded: Blocks,
	{ blocks }: NewStructs,
	{ author, whose }: { author: Author; whose: (client: number) => Ownership },
): TakenDeletes | null {
	const knownOf = (client: number) => {
		const last = blocks.get(client)?.at(-1)
		return last ? endOf(last) : Y.getState(doc.store, client)
	}
	const isClipped = (client: number) => {
		const isOwn = whose(client) === 'own' || (whose(client) === 'free' && blocks.has(client) && !author.takesForeign)
		return author.isStep2 && !isOwn
	}
	const taken = takeDeletes(decoded.deletes, knownOf, isClipped)
	return taken && strikesServersOwn(doc, taken.deletes) ? null : taken
}

function refuseContents(
	doc: Y.Doc,
	ordered: readonly Struct[],
	{ blocks }: NewStructs,
	{ deletes }: TakenDeletes,
): Refusal | null {
	const places = createPlaces(doc, blocks)
	const growth = createGrowth(deletes)
	const crowding = createCrowding(doc, blocks)
	const order = createLetterOrder(doc, blocks)
	for (const struct of ordered) {
		const placing = places.place(struct)
		if (placing === 'forbidden') return 'malformed'
		if (placing === 'dropped' || !(struct instanceof Y.Item)) continue
		growth.add(struct, placing)
		crowding.add(struct, placing)
		order.add(struct, placing)
	}
	const refusal = refuseValues(ordered)
	if (refusal) return refusal
	if (growth.isPiledUp()) return 'malformed'
	if (growth.isTooLarge() || crowding.isTooMuch()) return 'tooLarge'
	const kept = order.judge()
	if (kept === 'kept') return null
	return kept === 'broken' ? 'malformed' : 'tooLarge'
}

function refuseValues(ordered: readonly Struct[]): Refusal | null {
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

function whatIsLeft(update: Uint8Array, fresh: NewStructs, taken: TakenDeletes): Uint8Array | null {
	if (fresh.blocks.size === 0 && taken.deletes.size === 0) return null
	if (!fresh.isShortened && !taken.isShortened) return update
	return encodeUpdate({ structs: fresh.blocks, deletes: taken.deletes })
}
