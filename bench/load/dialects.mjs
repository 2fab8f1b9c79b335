import { encoding } from './yjs.mjs'

/*
 * What the contenders speak. All carry y-protocols' messages; hocuspocus puts the document's name before each, wants a
 * token first and answers edits with a status; the relay answers nothing at all.
 *
 *     [0][0 step 1 | 1 step 2 | 2 update][bytes]    sync              [1][bytes]    awareness
 *     [120][n]  Charrette: n durable                [124][bytes]      Charrette: a deflated state
 *     [119][bytes] Charrette: the same, in columns
 *     [4]…      hocuspocus: a sync answer           [8][1]            hocuspocus: an edit is applied in memory
 */
export const TYPE = {
	sync: 0,
	presence: 1,
	auth: 2,
	syncReply: 4,
	status: 8,
	ack: 120,
	nack: 121,
	columns: 119,
	deflated: 124,
}
export const SYNC = { step1: 0, step2: 1, update: 2 }

/**
 * @typedef {object} Seat a place in a room that a person may take
 * @property {string} url
 * @property {string[]} protocols
 * @property {'charrette' | 'stock' | 'hocuspocus' | 'relay'} dialect
 * @property {string} [name] the document's name, where it stands before each message
 * @property {{ edits: number, moves: number }} [rates] how often this person edits and moves, where not all do alike
 * @property {string} [card] the id of the participant, where the server knows one
 */

const EMPTY_TOKEN = 'bench'

/** The bytes that stand before each message of this seat. */
export function prefixOf(/** @type {Seat} */ seat) {
	if (seat.dialect !== 'hocuspocus') return new Uint8Array(0)
	return encoding.encode((encoder) => encoding.writeVarString(encoder, seat.name ?? ''))
}

/** hocuspocus' first message: the token. */
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

/** One person's presence. */
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
