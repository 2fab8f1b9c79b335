import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Range, Struct } from './decodeBlocks.ts'

/** What to encode, by client id: structs that follow one another, and ranges that are deleted. */
export interface Chosen {
	structs: ReadonlyMap<number, readonly Struct[]>
	deletes: ReadonlyMap<number, readonly Range[]>
}

/** Encodes decoded structs and deletes as an update (V1) again, in the order that Yjs writes them: the highest client id first. */
export function encodeUpdate({ structs, deletes }: Chosen): Uint8Array {
	const encoder = new Y.UpdateEncoderV1()
	const rest = encoder.restEncoder
	const blocks = highestFirst(structs)
	encoding.writeVarUint(rest, blocks.length)
	for (const [client, block] of blocks) {
		encoding.writeVarUint(rest, block.length)
		encoder.writeClient(client)
		encoding.writeVarUint(rest, block[0]?.id.clock ?? 0)
		for (const struct of block) struct.write(encoder, 0)
	}
	const ranges = highestFirst(deletes)
	encoding.writeVarUint(rest, ranges.length)
	for (const [client, deleted] of ranges) {
		encoding.writeVarUint(rest, client)
		encoding.writeVarUint(rest, deleted.length)
		for (const { clock, len } of deleted) {
			encoder.writeDsClock(clock)
			encoder.writeDsLen(len)
		}
	}
	return encoder.toUint8Array()
}

function highestFirst<T>(parts: ReadonlyMap<number, readonly T[]>): [number, readonly T[]][] {
	return [...parts].filter(([, part]) => part.length > 0).sort(([a], [b]) => b - a)
}
