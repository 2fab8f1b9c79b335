import { type Kysely, sql } from 'kysely'
import { FORM } from '../../ports/LogCopy.ts'
import type { Tables } from './tables.ts'

/** The rows of a room's log after some sequence number. */
export interface EditedRoom {
	room: string
	newest: number
	/** Number of updates among these rows. */
	edits: number
}

/**
 * Returns the rooms whose logs have rows after this sequence number. Logs are sorted by room. The
 * query steps from each room to the next one and reads only the end of its log, so its cost depends
 * on the number of rooms, not of rows.
 */
export async function findEditedRooms(db: Kysely<Tables>, after: number): Promise<EditedRoom[]> {
	const { rows } = await sql<EditedRoom>`WITH RECURSIVE log_room (id) AS (
			SELECT min(room) FROM log
			UNION ALL
			SELECT (SELECT min(room) FROM log WHERE room > log_room.id) FROM log_room WHERE log_room.id IS NOT NULL
		)
		SELECT room, max(seq) AS newest, sum(CASE WHEN form = ${FORM.update} THEN 1 ELSE 0 END) AS edits
		FROM log_room JOIN log ON log.room = log_room.id AND log.seq > ${after}
		GROUP BY room`.execute(db)
	return rows
}
