/**
 * The messages between nodes about one log, on the channel with its name (NODE2). A message starts
 * with its type, a varuint.
 *
 *     0 edits       varuint row that contains them · varuint number of claims, each varuint client,
 *                   varstring owner · the update (V1)
 *     1 presence    varuint 1 if these are all entries of the node, else 0 · varuint projectors in
 *                   the room · varuint number of entries, each varuint client, varuint clock,
 *                   varstring JSON ("null" when it has left)
 *     2 question    asks for the presence of the others
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Claim, LogRowId } from '../../ports/DocStore.ts'
import type { PresenceEntry } from '../frameCodec.ts'

interface EditsMessage {
	type: 'edits'
	row: LogRowId
	claims: readonly Claim[]
	update: Uint8Array
}

export interface PresenceMessage {
	type: 'presence'
	isWhole: boolean
	projectors: number
	entries: readonly PresenceEntry[]
}

export type RoomMessage = EditsMessage | PresenceMessage | { type: 'question' }

const TYPES = { edits: 0, presence: 1, question: 2 } as const

export function encodeRoomMessage(message: RoomMessage): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, TYPES[message.type])
		if (message.type === 'edits') writeEdits(encoder, message)
		if (message.type === 'presence') writePresence(encoder, message)
	})
}

function writeEdits(encoder: encoding.Encoder, { row, claims, update }: EditsMessage): void {
	encoding.writeVarUint(encoder, row)
	encoding.writeVarUint(encoder, claims.length)
	for (const { client, owner } of claims) {
		encoding.writeVarUint(encoder, client)
		encoding.writeVarString(encoder, owner)
	}
	encoding.writeUint8Array(encoder, update)
}

function writePresence(encoder: encoding.Encoder, { isWhole, projectors, entries }: PresenceMessage): void {
	encoding.writeVarUint(encoder, isWhole ? 1 : 0)
	encoding.writeVarUint(encoder, projectors)
	encoding.writeVarUint(encoder, entries.length)
	for (const { clientId, clock, json } of entries) {
		encoding.writeVarUint(encoder, clientId)
		encoding.writeVarUint(encoder, clock)
		encoding.writeVarString(encoder, json)
	}
}

/** Throws if the bytes are not a message. */
export function decodeRoomMessage(bytes: Uint8Array): RoomMessage {
	const decoder = decoding.createDecoder(bytes)
	const type = decoding.readVarUint(decoder)
	if (type === TYPES.question) return { type: 'question' }
	if (type === TYPES.presence) {
		const isWhole = decoding.readVarUint(decoder) === 1
		const projectors = decoding.readVarUint(decoder)
		return { type: 'presence', isWhole, projectors, entries: readList(decoder, readEntry) }
	}
	if (type !== TYPES.edits) throw new Error(`no such message: ${type}`)
	const row = decoding.readVarUint(decoder) as LogRowId
	const claims = readList(decoder, readClaim)
	return { type: 'edits', row, claims, update: new Uint8Array(decoding.readTailAsUint8Array(decoder)) }
}

function readList<Item>(decoder: decoding.Decoder, read: (decoder: decoding.Decoder) => Item): Item[] {
	const items: Item[] = []
	for (let left = decoding.readVarUint(decoder); left > 0; left--) items.push(read(decoder))
	return items
}

function readClaim(decoder: decoding.Decoder): Claim {
	return { client: decoding.readVarUint(decoder), owner: decoding.readVarString(decoder) }
}

function readEntry(decoder: decoding.Decoder): PresenceEntry {
	return {
		clientId: decoding.readVarUint(decoder),
		clock: decoding.readVarUint(decoder),
		json: decoding.readVarString(decoder),
	}
}
