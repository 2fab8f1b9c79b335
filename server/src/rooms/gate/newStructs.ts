import * as Y from 'yjs'
import { type Blocks, endOf, type Struct } from './updateCodec.ts'

/** The structs of an update that the document does not have yet. */
export interface NewStructs {
	blocks: Map<number, Struct[]>
	/** Whether structs were dropped, so that the rest has to be encoded again. */
	isShortened: boolean
	/** Whether the structs of a client have a gap. */
	hasGap: boolean
}

/**
 * Picks the structs that are new to the document, of the clients for which `isAccepted`. Known
 * structs are dropped, because Yjs would still follow their origins, which may be forged; a struct
 * that is known in part is split, so that its rest follows what the document has.
 */
export function pickNewStructs(doc: Y.Doc, blocks: Blocks, isAccepted: (client: number) => boolean): NewStructs {
	const picked: NewStructs = { blocks: new Map(), isShortened: false, hasGap: false }
	for (const [client, block] of blocks.structs) {
		if (!isAccepted(client)) {
			picked.isShortened = true
			continue
		}
		const known = Y.getState(doc.store, client)
		const fresh: Struct[] = []
		for (const struct of block) {
			if (struct instanceof Y.Skip) picked.hasGap = true
			else if (endOf(struct) > known)
				fresh.push(struct.id.clock < known ? sliceFrom(struct as Struct, known) : (struct as Struct))
		}
		if (fresh.length < block.length || fresh[0] !== block[0]) picked.isShortened = true
		if (fresh.length > 0) picked.blocks.set(client, fresh)
	}
	return picked
}

/** The rest of a struct from this clock on, as Yjs itself would send it. */
function sliceFrom(struct: Struct, clock: number): Struct {
	const { client } = struct.id
	const known = clock - struct.id.clock
	const id = Y.createID(client, clock)
	if (struct instanceof Y.GC) return new Y.GC(id, struct.length - known)
	const origin = Y.createID(client, clock - 1)
	return new Y.Item(id, null, origin, null, struct.rightOrigin, null, null, struct.content.splice(known))
}

/**
 * The structs in an order in which each one follows its dependencies: the struct before it, its
 * origins and its parent. Null if a dependency is neither in the document nor in the update, or if
 * dependencies form a cycle.
 */
export function orderByDependency(
	doc: Y.Doc,
	blocks: ReadonlyMap<number, readonly Struct[]>,
): readonly Struct[] | null {
	const [only] = blocks
	if (only && blocks.size === 1) return isInOrder(doc, ...only) ? only[1] : null
	const ordered: Struct[] = []
	const taken = new Map<number, number>()
	const reached = new Map<number, number>()
	const reachedOf = (client: number) => reached.get(client) ?? Y.getState(doc.store, client)
	const nextOf = (client: number) => blocks.get(client)?.[taken.get(client) ?? 0]

	function take(struct: Struct): void {
		const { client } = struct.id
		ordered.push(struct)
		taken.set(client, (taken.get(client) ?? 0) + 1)
		reached.set(client, endOf(struct))
	}

	/**
	 * Takes all structs of a client, and those of others that they depend on. Each step takes a
	 * struct or visits a dependency.
	 */
	function takeAllOf(first: number): boolean {
		const waiting = [first]
		const isWaiting = new Set(waiting)
		for (let client = waiting.at(-1); client !== undefined; client = waiting.at(-1)) {
			const struct = nextOf(client)
			const missing = struct ? missingClient(struct, reachedOf) : null
			if (missing !== null) {
				if (isWaiting.has(missing) || !nextOf(missing)) return false
				waiting.push(missing)
				isWaiting.add(missing)
				continue
			}
			if (struct) take(struct)
			if (struct && waiting.length === 1) continue
			waiting.pop()
			isWaiting.delete(client)
		}
		return true
	}

	for (const client of blocks.keys()) if (!takeAllOf(client)) return null
	return ordered
}

/** Whether each struct of one client, the only one of an update, follows its dependencies. */
function isInOrder(doc: Y.Doc, client: number, block: readonly Struct[]): boolean {
	let reached = Y.getState(doc.store, client)
	const reachedOf = (other: number) => (other === client ? reached : Y.getState(doc.store, other))
	return block.every((struct) => {
		const isNext = missingClient(struct, reachedOf) === null
		reached = endOf(struct)
		return isNext
	})
}

/** The client of a missing dependency of a struct; null if none is missing. */
function missingClient(struct: Struct, reachedOf: (client: number) => number): number | null {
	if (struct.id.clock > reachedOf(struct.id.client)) return struct.id.client
	if (!(struct instanceof Y.Item)) return null
	const parent = struct.parent instanceof Y.ID ? struct.parent : null
	for (const id of [struct.origin, struct.rightOrigin, parent])
		if (id !== null && id.clock >= reachedOf(id.client)) return id.client
	return null
}
