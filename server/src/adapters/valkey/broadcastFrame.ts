/**
 * The frame in which each message travels through Valkey.
 *
 *     varstring  the node that sent it
 *     varuint    its number among that node's messages on that channel, from 1; a jump is a gap
 *     …          the message
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export interface BroadcastFrame {
	node: string
	sequence: number
	message: Uint8Array
}

export function encodeBroadcastFrame({ node, sequence, message }: BroadcastFrame): Buffer {
	const encoder = encoding.createEncoder()
	encoding.writeVarString(encoder, node)
	encoding.writeVarUint(encoder, sequence)
	encoding.writeUint8Array(encoder, message)
	const bytes = encoding.toUint8Array(encoder)
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Decodes a frame. Throws if the bytes are not a frame. */
export function decodeBroadcastFrame(bytes: Uint8Array): BroadcastFrame {
	const decoder = decoding.createDecoder(bytes)
	const node = decoding.readVarString(decoder)
	const sequence = decoding.readVarUint(decoder)
	return { node, sequence, message: new Uint8Array(decoding.readTailAsUint8Array(decoder)) }
}
