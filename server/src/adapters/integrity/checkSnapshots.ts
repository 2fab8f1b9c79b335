import { crc32, inflateRawSync } from 'node:zlib'
import { BOARD_SCHEMA_VERSION, type BoardId, boardRoom, recordsOf, schemaVersionOf } from '@charrette/shared'
import { sql } from 'kysely'
import * as Y from 'yjs'
import type { Finding } from '../../ports/Integrity.ts'
import { FORM } from '../../ports/LogCopy.ts'
import type { SqlDatabase } from '../sql/SqlDatabase.ts'

/** Checks that each snapshot can be read and belongs to a board, one snapshot at a time. */
export async function* checkSnapshots(
	{ db, transact }: SqlDatabase,
	isKnown: (document: string) => boolean,
): AsyncGenerator<Finding> {
	const all = await db.selectFrom('snapshot').select(['id', 'board']).orderBy('board').orderBy('at').execute()
	const unknown = new Set<string>()
	for (const { id, board } of all) {
		if (!isKnown(board)) unknown.add(board)
		const row = await db.selectFrom('snapshot').select(['crc', 'bytes']).where('id', '=', id).executeTakeFirst()
		if (!row || isReadable(row)) continue
		const quarantine = [
			sql`INSERT INTO quarantined_row (room, at, form, crc, bytes)
				SELECT ${boardRoom(board as BoardId)}, at, ${FORM.state}, crc, bytes FROM snapshot WHERE id = ${id}`.compile(
				db,
			),
			db.deleteFrom('snapshot').where('id', '=', id).compile(),
		]
		yield {
			area: 'snapshots',
			subject: board,
			text: `the saved version ${id} is damaged`,
			repair: { text: 'set it aside, so that it is not offered', run: async () => void (await transact(quarantine)) },
		}
	}
	for (const board of unknown)
		yield { area: 'snapshots', subject: board, text: 'belongs to no workshop; its versions are kept', isNotice: true }
}

function isReadable({ crc, bytes }: { crc: number; bytes: Uint8Array }): boolean {
	if (crc32(bytes) !== crc) return false
	try {
		const doc = new Y.Doc()
		recordsOf(doc)
		Y.applyUpdateV2(doc, inflateRawSync(bytes))
		const isWhole = doc.store.pendingStructs === null && schemaVersionOf(doc) <= BOARD_SCHEMA_VERSION
		doc.destroy()
		return isWhole
	} catch {
		return false
	}
}
