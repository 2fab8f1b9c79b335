import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** The structs of an update that occupy clocks; a `Y.Skip` stands for missing structs. */
export type Struct = Y.Item | Y.GC
export type AnyStruct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/** A run of clocks of one client id. */
export interface Range {
	clock: number
	len: number
}

/**
 * A decoded update, by Yjs client id. The structs of a client are contiguous, except for a Skip.
 */
export interface Blocks {
	structs: Map<number, AnyStruct[]>
	deletes: Map<number, Range[]>
}

/**
 * A limit that no typing reaches. A clock near 2^53 would make a state vector that no client can
 * decode.
 */
const MAX_CLOCK = 2 ** 31
/**
 * Yjs draws client ids from the 32 bit integers. Only an earlier release wrote with higher ones
 * (decision 053).
 */
export const MAX_CLIENT_ID = 2 ** 32 - 1

/** The clock after the last one of a struct. */
export function endOf(struct: AnyStruct): number {
	return struct.id.clock + struct.length
}

/**
 * Decodes an update (V1); returns null if it is malformed. Decoding never preallocates, and throws
 * rather than overflow the stack, while `Y.applyUpdate` may apply a part and then throw.
 */
export function decodeBlocks(update: Uint8Array): Blocks | null {
	try {
		const decoded = Y.decodeUpdate(update)
		const structs = new Map<number, AnyStruct[]>()
		for (const struct of decoded.structs) {
			if (struct.length < 1 || endOf(struct) > MAX_CLOCK) return null
			const block = structs.get(struct.id.client)
			if (block) block.push(struct)
			else structs.set(struct.id.client, [struct])
		}
		// `applyUpdate` keeps only the last block of a client, so a second or an empty one would drop
		// another.
		if (structs.size !== countOfBlocks(update)) return null
		for (const ranges of decoded.ds.clients.values()) if (ranges.some(({ len }) => len < 1)) return null
		return { structs, deletes: decoded.ds.clients }
	} catch {
		return null
	}
}

function countOfBlocks(update: Uint8Array): number {
	return decoding.readVarUint(decoding.createDecoder(update))
}

/** The content to encode, by client id: contiguous structs, and deleted ranges. */
export interface SelectedBlocks {
	structs: ReadonlyMap<number, readonly Struct[]>
	deletes: ReadonlyMap<number, readonly Range[]>
}

/**
 * Encodes structs and deletes as an update (V1), in the order in which Yjs writes them: highest
 * client id first.
 */
export function encodeBlocks({ structs, deletes }: SelectedBlocks): Uint8Array {
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
