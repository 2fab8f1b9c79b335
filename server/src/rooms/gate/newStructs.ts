import * as Y from 'yjs'
import { type Blocks, endOf, type Struct } from './updateCodec.ts'

/** The part of an update that the document does not have yet. */
export interface NewStructs {
	blocks: Map<number, Struct[]>
	/** Whether something was left out, so that what remains has to be encoded anew. */
	isShortened: boolean
	/** Whether a client's structs have a hole. */
	hasHole: boolean
}

/**
 * Picks what is new to the document from the blocks of the clients that `isTaken` names. What is known already is left
 * out, since Yjs would still follow its origins, which may lie; what is known in part is cut, so that it hangs on what
 * the document has.
 */
export function pickNewStructs(doc: Y.Doc, blocks: Blocks, isTaken: (client: number) => boolean): NewStructs {
	const picked: NewStructs = { blocks: new Map(), isShortened: false, hasHole: false }
	for (const [client, block] of blocks.structs) {
		if (!isTaken(client)) {
			picked.isShortened = true
			continue
		}
		const known = Y.getState(doc.store, client)
		const fresh: Struct[] = []
		for (const struct of block) {
			if (struct instanceof Y.Skip) picked.hasHole = true
			else if (endOf(struct) > known)
				fresh.push(struct.id.clock < known ? sliceFrom(struct as Struct, known) : (struct as Struct))
		}
		if (fresh.length < block.length || fresh[0] !== block[0]) picked.isShortened = true
		if (fresh.length > 0) picked.blocks.set(client, fresh)
	}
	return picked
}

/** The part of a struct from this clock on, as Yjs itself would send it. */
function sliceFrom(struct: Struct, clock: number): Struct {
	const { client } = struct.id
	const known = clock - struct.id.clock
	const id = Y.createID(client, clock)
	if (struct instanceof Y.GC) return new Y.GC(id, struct.length - known)
	const origin = Y.createID(client, clock - 1)
	return new Y.Item(id, null, origin, null, struct.rightOrigin, null, null, struct.content.splice(known))
}

/**
 * The structs in an order in which each finds what it hangs on: the struct before it, its origins and its parent. Null if
 * something is neither in the document nor in the update, or if structs wait for each other.
 */
export function orderByDependency(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): Struct[] | null {
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

	/** Takes all of a client, and of others what it waits for. Each step takes a struct or goes to one that is waited for. */
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

/** Whose clocks a struct waits for; its own client's are those before it. */
function missingClient(struct: Struct, reachedOf: (client: number) => number): number | null {
	if (struct.id.clock > reachedOf(struct.id.client)) return struct.id.client
	if (!(struct instanceof Y.Item)) return null
	const parent = struct.parent instanceof Y.ID ? struct.parent : null
	for (const id of [struct.origin, struct.rightOrigin, parent])
		if (id !== null && id.clock >= reachedOf(id.client)) return id.client
	return null
}
