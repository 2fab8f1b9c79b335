import * as Y from 'yjs'
import { type AnyStruct, type Blocks, endOf, type Range, type Struct } from './updateCodec.ts'

/** The structs of an update that the document does not have yet. */
export interface NewStructs {
	blocks: Map<number, Struct[]>
	/** Whether structs were dropped, so that the rest has to be encoded again. */
	isShortened: boolean
	/** The first clock of each client that is new and was left out. */
	leftOut: Map<number, number>
}

/**
 * Picks the structs that are new to the document, of each client up to the clock `limitOf`, and up
 * to its first gap. Known structs are dropped, because Yjs would still follow their origins, which
 * may be forged; a struct that is known or accepted in part is split.
 */
export function pickNewStructs(doc: Y.Doc, blocks: Blocks, limitOf: (client: number) => number): NewStructs {
	const picked: NewStructs = { blocks: new Map(), isShortened: false, leftOut: new Map() }
	for (const [client, block] of blocks.structs) {
		const { fresh, leftOut } = pickBetween(block, Y.getState(doc.store, client), limitOf(client))
		if (leftOut !== null) picked.leftOut.set(client, leftOut)
		if (fresh.length !== block.length || fresh.some((part, index) => part !== block[index])) picked.isShortened = true
		if (fresh.length > 0) picked.blocks.set(client, fresh)
	}
	return picked
}

/**
 * Picks the structs of a client between two clocks. `leftOut` is the first clock after them; null
 * if they are all up to the end.
 */
function pickBetween(
	block: readonly AnyStruct[],
	known: number,
	limit: number,
): { fresh: Struct[]; leftOut: number | null } {
	const fresh: Struct[] = []
	for (const struct of block) {
		if (endOf(struct) <= known) continue
		const part = struct instanceof Y.Skip ? null : sliceBetween(struct as Struct, known, limit)
		if (!part) return { fresh, leftOut: Math.max(struct.id.clock, known) }
		fresh.push(part)
		if (endOf(part) < endOf(struct)) return { fresh, leftOut: endOf(part) }
	}
	return { fresh, leftOut: null }
}

/** Leaves out the structs of these clients from these clocks on. */
export function leaveOutFrom(fresh: NewStructs, clocks: ReadonlyMap<number, number>): void {
	for (const [client, clock] of clocks) {
		const block = fresh.blocks.get(client) ?? []
		const rest = block.filter(({ id }) => id.clock < clock)
		if (rest.length > 0) fresh.blocks.set(client, rest)
		else fresh.blocks.delete(client)
		fresh.leftOut.set(client, clock)
		fresh.isShortened = true
	}
}

/** The values of fields, by client id, that structs replace which were left out. */
export function valuesBeforeLeftOut(doc: Y.Doc, decoded: Blocks, fresh: NewStructs): Map<number, Range[]> {
	const values = new Map<number, Range[]>()
	for (const [client, clock] of fresh.leftOut)
		for (const struct of decoded.structs.get(client) ?? []) {
			const origin = endOf(struct) > clock && struct instanceof Y.Item ? struct.origin : null
			const value = origin && findStruct(doc, fresh, origin)
			if (!value || !(value instanceof Y.Item)) continue
			if (!(value.content instanceof Y.ContentAny || value.content instanceof Y.ContentType)) continue
			const ranges = values.get(value.id.client) ?? []
			values.set(value.id.client, ranges)
			ranges.push({ clock: value.id.clock, len: value.length })
		}
	return values
}

/** The struct with a clock, in the document or among the new ones; null if it is in neither. */
function findStruct(doc: Y.Doc, { blocks }: NewStructs, { client, clock }: Y.ID): Struct | null {
	if (clock < Y.getState(doc.store, client)) return Y.getItem(doc.store, Y.createID(client, clock))
	const block = blocks.get(client) ?? []
	const last = block.at(-1)
	return last && clock < endOf(last) ? (block[Y.findIndexSS(block, clock)] as Struct) : null
}

/** The part of a struct between two clocks, as Yjs itself would send it; null if it is empty. */
function sliceBetween(struct: Struct, start: number, end: number): Struct | null {
	const { client, clock } = struct.id
	const from = Math.max(start, clock)
	const until = Math.min(end, endOf(struct))
	if (from >= until) return null
	if (until - from === struct.length) return struct
	const id = Y.createID(client, from)
	if (struct instanceof Y.GC) return new Y.GC(id, until - from)
	const { origin, rightOrigin, parent, parentSub } = struct
	const content = from > clock ? struct.content.splice(from - clock) : struct.content
	if (until < endOf(struct)) content.splice(until - from)
	if (from === clock) return new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content)
	return new Y.Item(id, null, Y.createID(client, from - 1), null, rightOrigin, null, null, content)
}

/** The structs of an update in an order that can be applied, and the others. */
export interface OrderedStructs {
	/** Each struct follows its dependencies: the struct before it, its origins and its parent. */
	ordered: readonly Struct[]
	/** The first clock of each client that cannot be applied. */
	blocked: Map<number, number>
	/** The clocks, by client id, that these structs depend on and that nobody has sent. */
	missing: Map<number, number>
}

/**
 * Orders structs by their dependencies. Structs are blocked if a dependency is neither in the
 * document nor in the update, or is blocked, or if dependencies form a cycle.
 */
export function orderByDependency(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): OrderedStructs {
	const [only] = blocks
	if (only && blocks.size === 1 && isInOrder(doc, ...only))
		return { ordered: only[1], blocked: new Map(), missing: new Map() }
	const ordered: Struct[] = []
	const blocked = new Map<number, number>()
	const missing = new Map<number, number>()
	const taken = new Map<number, number>()
	const reached = new Map<number, number>()
	const reachedOf = (client: number) => reached.get(client) ?? Y.getState(doc.store, client)
	const nextOf = (client: number) => (blocked.has(client) ? undefined : blocks.get(client)?.[taken.get(client) ?? 0])

	function take(struct: Struct): void {
		const { client } = struct.id
		ordered.push(struct)
		taken.set(client, (taken.get(client) ?? 0) + 1)
		reached.set(client, endOf(struct))
	}

	/** Blocks clients whose next structs depend on each other, the last one on `dependency`. */
	function block(clients: readonly number[], dependency: Y.ID): void {
		if (!blocked.has(dependency.client) && !clients.includes(dependency.client))
			missing.set(dependency.client, Math.max(dependency.clock, missing.get(dependency.client) ?? 0))
		for (const client of clients) blocked.set(client, nextOf(client)?.id.clock ?? 0)
	}

	/**
	 * Takes all structs of a client, and those of others that they depend on. Each step takes a
	 * struct, visits a dependency or blocks clients.
	 */
	function takeAllOf(first: number): void {
		const waiting = [first]
		const isWaiting = new Set(waiting)
		for (let client = waiting.at(-1); client !== undefined; client = waiting.at(-1)) {
			const struct = nextOf(client)
			const dependency = struct ? missingDependency(struct, reachedOf) : null
			if (dependency) {
				if (isWaiting.has(dependency.client) || !nextOf(dependency.client)) {
					block(waiting, dependency)
					return
				}
				waiting.push(dependency.client)
				isWaiting.add(dependency.client)
				continue
			}
			if (struct) take(struct)
			if (struct && waiting.length === 1) continue
			waiting.pop()
			isWaiting.delete(client)
		}
	}

	for (const client of blocks.keys()) if (!blocked.has(client)) takeAllOf(client)
	return { ordered, blocked, missing }
}

/** Whether each struct of one client, the only one of an update, follows its dependencies. */
function isInOrder(doc: Y.Doc, client: number, block: readonly Struct[]): boolean {
	let reached = Y.getState(doc.store, client)
	const reachedOf = (other: number) => (other === client ? reached : Y.getState(doc.store, other))
	return block.every((struct) => {
		const isNext = missingDependency(struct, reachedOf) === null
		reached = endOf(struct)
		return isNext
	})
}

/** The id of a missing dependency of a struct; null if none is missing. */
function missingDependency(struct: Struct, reachedOf: (client: number) => number): Y.ID | null {
	const { client, clock } = struct.id
	if (clock > reachedOf(client)) return Y.createID(client, clock - 1)
	for (const id of dependenciesOf(struct)) if (id.clock >= reachedOf(id.client)) return id
	return null
}

/** The origins and the parent of a struct, as far as it names them. */
export function dependenciesOf(struct: Struct): Y.ID[] {
	if (!(struct instanceof Y.Item)) return []
	return [struct.origin, struct.rightOrigin, struct.parent].filter((id) => id instanceof Y.ID)
}
