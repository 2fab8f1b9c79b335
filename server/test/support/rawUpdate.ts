import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * A struct that an attacker composes: neighbours, parent and content of an item, or the length of a
 * GC struct.
 */
export type RawStruct = { gone: number } | { skip: number } | RawItem
export interface RawItem {
	origin?: [number, number]
	rightOrigin?: [number, number]
	/** Name of a root type, or the id of the item that contains the type. */
	parent?: string | [number, number]
	key?: string
	content: Y.Item['content']
}
export interface RawBlock {
	client: number
	clock: number
	structs: readonly RawStruct[]
}

/** Encodes an update with any ids, clocks and parents; `deletes` are client, clock and length. */
export function rawUpdate(blocks: readonly RawBlock[], deletes: readonly [number, number, number][] = []): Uint8Array {
	const encoder = new Y.UpdateEncoderV1()
	const rest = encoder.restEncoder
	encoding.writeVarUint(rest, blocks.length)
	for (const { client, clock, structs } of blocks) {
		encoding.writeVarUint(rest, structs.length)
		encoder.writeClient(client)
		encoding.writeVarUint(rest, clock)
		for (const struct of structs) writeStruct(encoder, struct)
	}
	encoding.writeVarUint(rest, deletes.length)
	for (const [client, clock, len] of deletes) {
		for (const part of [client, 1, clock, len]) encoding.writeVarUint(rest, part)
	}
	return encoder.toUint8Array()
}

function writeStruct(encoder: Y.UpdateEncoderV1, struct: RawStruct): void {
	if ('gone' in struct) {
		encoder.writeInfo(0)
		encoder.writeLen(struct.gone)
		return
	}
	if ('skip' in struct) {
		encoder.writeInfo(10)
		encoding.writeVarUint(encoder.restEncoder, struct.skip)
		return
	}
	const { origin, rightOrigin, parent, key, content } = struct
	encoder.writeInfo(content.getRef() | (origin ? 128 : 0) | (rightOrigin ? 64 : 0) | (key === undefined ? 0 : 32))
	if (origin) encoder.writeLeftID(Y.createID(...origin))
	if (rightOrigin) encoder.writeRightID(Y.createID(...rightOrigin))
	if (!origin && !rightOrigin) {
		encoder.writeParentInfo(typeof parent === 'string')
		if (typeof parent === 'string') encoder.writeString(parent)
		else encoder.writeLeftID(Y.createID(...(parent ?? [0, 0])))
		if (key !== undefined) encoder.writeString(key)
	}
	content.write(encoder, 0)
}
