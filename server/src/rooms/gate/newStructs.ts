import * as Y from 'yjs'
import type { Blocks, Struct } from './decodeBlocks.ts'
import { endOf } from './decodeBlocks.ts'

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
export function pickNew(doc: Y.Doc, blocks: Blocks, isTaken: (client: number) => boolean): NewStructs {
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
				fresh.push(struct.id.clock < known ? cut(struct as Struct, known) : (struct as Struct))
		}
		if (fresh.length < block.length || fresh[0] !== block[0]) picked.isShortened = true
		if (fresh.length > 0) picked.blocks.set(client, fresh)
	}
	return picked
}

/** The part of a struct from this clock on, as Yjs itself would send it. */
function cut(struct: Struct, clock: number): Struct {
	const { client } = struct.id
	const known = clock - struct.id.clock
	const id = Y.createID(client, clock)
	if (struct instanceof Y.GC) return new Y.GC(id, struct.length - known)
	const origin = Y.createID(client, clock - 1)
	return new Y.Item(id, null, origin, null, struct.rightOrigin, null, null, struct.content.splice(known))
}
