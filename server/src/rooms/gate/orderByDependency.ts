import * as Y from 'yjs'
import type { Struct } from './decodeBlocks.ts'
import { endOf } from './decodeBlocks.ts'

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
