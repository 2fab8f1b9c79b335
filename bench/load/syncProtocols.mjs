import { encoding } from './yjs.mjs'

/*
 * The protocols of the contenders. All of them carry messages of y-protocols. hocuspocus prefixes
 * each with the document's name, requires a token first and answers edits with a status; the relay
 * does not answer.
 *
 *     [0][0 step 1 | 1 step 2 | 2 update][bytes]   sync
 *     [1][bytes]     awareness
 *     [120][n]       Charrette: n payloads are durable
 *     [124][bytes]   Charrette: a deflated state
 *     [4]…           hocuspocus: a sync reply
 *     [8][1]         hocuspocus: an edit is applied in memory
 */
export const TYPE = {
	sync: 0,
	presence: 1,
	auth: 2,
	syncReply: 4,
	status: 8,
	ack: 120,
	nack: 121,
	deflated: 124,
}
export const SYNC = { step1: 0, step2: 1, update: 2 }

/**
 * @typedef {object} RoomEndpoint where and how one person connects to a room
 * @property {string} url
 * @property {string[]} protocols
 * @property {'charrette' | 'stock' | 'hocuspocus' | 'relay'} syncProtocol
 * @property {string} [name] the document's name, if it prefixes each message
 * @property {{ edits: number, moves: number }} [rates] this person's rates, if people have
 *   different ones
 * @property {string} [card] the id of the participant, if the server has one
 */

const EMPTY_TOKEN = 'bench'

/** Returns the bytes that prefix each message of this endpoint. */
export function prefixOf(/** @type {RoomEndpoint} */ endpoint) {
	if (endpoint.syncProtocol !== 'hocuspocus') return new Uint8Array(0)
	return encoding.encode((encoder) => encoding.writeVarString(encoder, endpoint.name ?? ''))
}

/** Encodes hocuspocus' first message: the token. */
export function encodeAuth(prefix) {
	return encode(prefix, (encoder) => {
		encoding.writeVarUint(encoder, TYPE.auth)
		encoding.writeVarUint(encoder, 0)
		encoding.writeVarString(encoder, EMPTY_TOKEN)
	})
}

export function encodeSync(prefix, subtype, bytes) {
	return encode(prefix, (encoder) => {
		encoding.writeVarUint(encoder, TYPE.sync)
		encoding.writeVarUint(encoder, subtype)
		encoding.writeVarUint8Array(encoder, bytes)
	})
}

/** Encodes the presence of one person. */
export function encodePresence(prefix, { clientId, clock, json }) {
	const update = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, 1)
		encoding.writeVarUint(encoder, clientId)
		encoding.writeVarUint(encoder, clock)
		encoding.writeVarString(encoder, json)
	})
	return encode(prefix, (encoder) => {
		encoding.writeVarUint(encoder, TYPE.presence)
		encoding.writeVarUint8Array(encoder, update)
	})
}

function encode(prefix, write) {
	return encoding.encode((encoder) => {
		encoding.writeUint8Array(encoder, prefix)
		write(encoder)
	})
}
