/**
 * The content of a digest frame (123) after its type: a count, then that many board digests (FAN5).
 *
 *     [string board][varint x][varint y][varuint w][varuint h][varbytes shapes]
 *     [varuint n] n × [varuint cards]                     by kind, in the order of DIGEST_SHAPES
 *     [varuint obstacles][varuint answered][varuint shared]
 *     [varuint n] n × [string participant]                authors of cards on the board
 *     [varuint fresh][varuint touchedAt]                  touchedAt 0 means unknown
 */

import type { Decoder } from 'lib0/decoding'
import { readVarInt, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import type { Encoder } from 'lib0/encoding'
import { writeVarInt, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import type { BoardDigest } from '../board/BoardDigest.ts'
import { DIGEST_SHAPES } from '../board/BoardDigest.ts'
import type { CardKind } from '../domain/BoardContent.ts'
import { CARD_KINDS } from '../domain/BoardContent.ts'
import type { BoardId, ParticipantId } from '../domain/ids.ts'

/** The kinds of card in their order on the wire. */
const KINDS = DIGEST_SHAPES.filter((shape): shape is CardKind => CARD_KINDS.some((kind) => kind === shape))

/** Writes one digest; see the header of this file. */
export function writeDigest(encoder: Encoder, { board, box, shapes, cards, coverage, ...rest }: BoardDigest): void {
	writeVarString(encoder, board)
	writeVarInt(encoder, box.x)
	writeVarInt(encoder, box.y)
	writeVarUint(encoder, box.w)
	writeVarUint(encoder, box.h)
	writeVarUint8Array(encoder, shapes)
	writeVarUint(encoder, KINDS.length)
	for (const kind of KINDS) writeVarUint(encoder, cards[kind])
	for (const count of [coverage.obstacles, coverage.answered, coverage.shared]) writeVarUint(encoder, count)
	writeVarUint(encoder, rest.writers.length)
	for (const writer of rest.writers) writeVarString(encoder, writer)
	writeVarUint(encoder, rest.fresh)
	writeVarUint(encoder, rest.touchedAt ?? 0)
}

/** Reads the digests of a frame. Throws if the frame is truncated. */
export function readDigests(decoder: Decoder): BoardDigest[] {
	return times(decoder, () => readDigest(decoder))
}

function readDigest(decoder: Decoder): BoardDigest {
	const board = readVarString(decoder) as BoardId
	const box = { x: readVarInt(decoder), y: readVarInt(decoder), w: readVarUint(decoder), h: readVarUint(decoder) }
	const shapes = readVarUint8Array(decoder)
	const counts = times(decoder, () => readVarUint(decoder))
	const cards = Object.fromEntries(KINDS.map((kind, index) => [kind, counts[index] ?? 0])) as Record<CardKind, number>
	const [obstacles, answered, shared] = [readVarUint(decoder), readVarUint(decoder), readVarUint(decoder)]
	const writers = times(decoder, () => readVarString(decoder) as ParticipantId)
	const fresh = readVarUint(decoder)
	const touchedAt = readVarUint(decoder) || null
	const coverage = { obstacles, answered, open: obstacles - answered, shared }
	return { board, box, shapes, cards, coverage, writers, fresh, touchedAt }
}

function times<What>(decoder: Decoder, read: () => What): What[] {
	const found: What[] = []
	for (let left = readVarUint(decoder); left > 0; left--) found.push(read())
	return found
}
