import type { Workshop } from '@charrette/shared'
import { sql } from 'kysely'
import type { Finding } from '../../ports/Integrity.ts'
import type { SqlDatabase } from '../sql/SqlDatabase.ts'
import { parseWorkshop, toWorkshopRow } from '../sql/SqlWorkshopStore.ts'
import type { Tables } from '../sql/tables.ts'

/** Ids that records of other tables may refer to. */
export interface KnownRecords {
	/**
	 * Boards (including removed ones), practices, and the documents of workshops whose deletion is
	 * unfinished.
	 */
	documents: Set<string>
	rounds: Set<string>
	/** False if a workshop cannot be read. Unknown ids may then belong to that workshop. */
	isComplete: boolean
}

/** Checks the record of each workshop, one at a time, and adds its ids to `known`. */
export async function* checkWorkshops({ db }: SqlDatabase, known: KnownRecords): AsyncGenerator<Finding> {
	const ids = await db.selectFrom('workshop').select('id').orderBy('id').execute()
	for (const { id } of ids) {
		const row = await db.selectFrom('workshop').selectAll().where('id', '=', id).executeTakeFirst()
		const workshop = row && readWorkshop(row)
		if (workshop) {
			note(known, workshop)
			yield* checkWorkshop({ db }, row, workshop)
		} else if (row) {
			known.isComplete = false
			yield { area: 'workshops', subject: id, text: 'its record cannot be read: restore a backup' }
		}
	}
	const deleted = await db.selectFrom('deleted_workshop').selectAll().execute()
	for (const { boards } of deleted) for (const board of JSON.parse(boards) as string[]) known.documents.add(board)
}

function readWorkshop(row: Tables['workshop']): Workshop | null {
	try {
		return parseWorkshop(row)
	} catch {
		return null
	}
}

function note(
	{ documents, rounds }: KnownRecords,
	{ sessions, removedBoards = [], practices = [], ...others }: Workshop,
): void {
	for (const { id } of [...sessions.flatMap(({ boards }) => boards), ...removedBoards, ...practices]) documents.add(id)
	for (const { id } of others.rounds ?? []) rounds.add(id)
}

async function* checkWorkshop(
	{ db }: Pick<SqlDatabase, 'db'>,
	row: Tables['workshop'],
	workshop: Workshop,
): AsyncGenerator<Finding> {
	const finding = (text: string): Finding => ({ area: 'workshops', subject: workshop.id, text })
	const { join_code, version } = toWorkshopRow(workshop)
	if (join_code !== row.join_code || version !== row.version)
		yield {
			...finding('its join code or version differs from its record'),
			repair: {
				text: 'take those of the record',
				run: async () => {
					const update = sql`UPDATE workshop SET join_code = ${join_code}, version = ${version} WHERE id = ${row.id}`
					await update.execute(db)
				},
			},
		}
	const { sessions, participants } = workshop
	if (!sessions.some(({ id }) => id === workshop.session)) yield finding('its current session is missing')
	for (const session of sessions) {
		const boards = new Set(session.boards.map(({ id }) => id))
		for (const group of session.groups)
			if (!boards.has(group.board)) yield finding(`the group ${group.id} has no board`)
	}
	const groups = new Set(sessions.flatMap((session) => session.groups.map(({ id }) => id)))
	const lost = participants.filter(({ group }) => !groups.has(group)).length
	if (lost > 0) yield finding(`${lost} participants are in groups that are missing`)
}
