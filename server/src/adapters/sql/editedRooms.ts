import { type Kysely, sql } from 'kysely'
import { FORM } from '../../ports/LogCopy.ts'
import type { Tables } from './tables.ts'

/** The rows of a room's log after a sequence number. */
export interface EditedRoom {
	room: string
	/** The sequence number of the last one. */
	newest: number
	/** How many of them are updates. */
	edits: number
}

/**
 * The rooms whose logs have rows after this sequence number. Logs are sorted by room: from each room it goes to the next one, and
 * looks at the end of its log, so that the cost is that of the rooms and not of their rows.
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
