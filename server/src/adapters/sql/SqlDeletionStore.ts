import type { BoardId, PracticeId, WorkshopId } from '@charrette/shared'
import { boardRoom, practiceRoom, privateRoom, privateRoomsAt } from '@charrette/shared'
import { type CompiledQuery, sql } from 'kysely'
import type { DeletionStore, WorkshopDeletion } from '../../ports/DeletionStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import { retractAnswers } from './cityQuestions.ts'
import { noteWithdrawals, retractReports } from './notices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { isUneditedSince, isUnusedSince } from './unusedWorkshops.ts'

/** Rows that one commit deletes. An edit waits for one such commit at most. */
const SLICE_ROWS = 100
/** The same for rows that contain a whole state or page. */
const LARGE_SLICE_ROWS = 5
/** Sort before and after every character of an id. */
const BEFORE_IDS = '!'
const AFTER_IDS = '~'

/** Steps of a deletion that differ between the databases. */
export interface DeletionsOfDatabase {
	/** See `DeletionStore`. */
	purge(): Promise<boolean>
	/**
	 * Returns the last queries of a transaction that deletes texts. They remove the words of these
	 * texts from the search indexes.
	 */
	optimizeSearchIndexes?(): CompiledQuery[]
}

/** Creates the deletion store on a database; its `close` closes the database. */
export function createSqlDeletionStore(
	{ db, transact, close }: SqlDatabase,
	{ purge, optimizeSearchIndexes = () => [] }: DeletionsOfDatabase,
): DeletionStore {
	/** Runs a statement that deletes some rows until it deletes none. */
	async function repeat(statement: ReturnType<typeof sql>): Promise<void> {
		for (;;) {
			const { numAffectedRows = 0n } = await statement.execute(db)
			if (numAffectedRows === 0n) return
		}
	}

	/** Deletes the rows of the rooms with `from` <= id < `to`. */
	async function removeRooms(from: string, to: string): Promise<void> {
		await repeat(
			sql`DELETE FROM log WHERE (room, seq) IN (
				SELECT room, seq FROM log WHERE room >= ${from} AND room < ${to} LIMIT ${SLICE_ROWS})`,
		)
		for (const table of ['touch', 'quarantined_row'])
			await repeat(
				sql`DELETE FROM ${sql.table(table)} WHERE seq IN (
					SELECT seq FROM ${sql.table(table)} WHERE room >= ${from} AND room < ${to} LIMIT ${SLICE_ROWS})`,
			)
		await repeat(
			sql`DELETE FROM claim WHERE (room, client) IN (
				SELECT room, client FROM claim WHERE room >= ${from} AND room < ${to} LIMIT ${SLICE_ROWS})`,
		)
		await sql`DELETE FROM ended_log WHERE room >= ${from} AND room < ${to}`.execute(db)
	}

	/** Notes a deletion if the workshop exists, and was not used. */
	function noteDeletion({ id, boards, practices, at, unusedSince }: WorkshopDeletion) {
		const note = sql`INSERT INTO deleted_workshop (id, boards, at)
			SELECT workshop.id, ${JSON.stringify([...boards, ...practices])}, ${at}`
		if (unusedSince === undefined) return sql`${note} FROM workshop WHERE workshop.id = ${id}`
		return sql`${note} FROM workshop INNER JOIN workshop_summary ON workshop_summary.id = workshop.id
			WHERE workshop.id = ${id} AND ${isUnusedSince(unusedSince)} AND ${isUneditedSince(unusedSince)}`
	}

	return wrapStore<DeletionStore>({
		async begin(deletion) {
			const { id, keepsPractices, unusedSince } = deletion
			// Pages are large, so they are deleted in slices before the transaction that deletes the
			// rest. The pages of a workshop that is deleted only if it is unused stay until then.
			if (unusedSince === undefined)
				await repeat(
					sql`DELETE FROM share WHERE id IN (SELECT id FROM share WHERE workshop = ${id} LIMIT ${LARGE_SLICE_ROWS})`,
				)
			// Inserted by the same transaction unless the workshop was used.
			const isDeleted = sql<boolean>`EXISTS (SELECT 1 FROM deleted_workshop WHERE deleted_workshop.id = ${id})`
			const listed = sql`SELECT id FROM listed_practice WHERE workshop = ${id} AND (visibility = 'workshop' OR ${Number(!keepsPractices)} = 1)`
			const isOfErased = sql<boolean>`practice IN (SELECT id FROM practice WHERE workshop = ${id})
				AND practice NOT IN (SELECT id FROM listed_practice)`
			const [, noted] = await transact([
				// First, since this statement waits for other transactions that change a search index.
				sql`UPDATE search_change SET changes = changes + 1`.compile(db),
				noteDeletion(deletion).compile(db),
				noteWithdrawals(db, {
					ids: sql`SELECT id FROM (${listed}) AS gone WHERE ${isDeleted}`,
					at: deletion.at,
					reason: '',
				}),
				retractAnswers(db, { workshop: id, at: deletion.at, isDeleted }),
				retractReports(db, { workshop: id, at: deletion.at, isDeleted }),
				sql`DELETE FROM listed_practice WHERE ${isDeleted} AND id IN (${listed})`.compile(db),
				sql`DELETE FROM practice_version WHERE ${isDeleted}
					AND practice IN (SELECT id FROM practice WHERE workshop = ${id})
					AND practice NOT IN (SELECT id FROM listed_practice)`.compile(db),
				// The reports of others on these, and their questions. They are offered to nobody, so no
				// number is lost. Of the answers only the numbers stay.
				sql`DELETE FROM exchange_notice WHERE ${isDeleted} AND kind IN ('adoption', 'question') AND is_offered = 0
					AND ${isOfErased}`.compile(db),
				sql`UPDATE exchange_notice SET content = NULL WHERE ${isDeleted} AND kind = 'answer' AND ${isOfErased}`.compile(
					db,
				),
				// This also deletes the workshop's tokens, links, votes and dots, which refer to it.
				db.deleteFrom('workshop').where('id', '=', id).where(isDeleted).compile(),
				...optimizeSearchIndexes(),
			])
			return noted?.changes === 1
		},
		async removeBoards(boards) {
			for (const board of boards) {
				const practice = practiceRoom(board as string as PracticeId)
				await removeRooms(practice, `${practice}${BEFORE_IDS}`)
				const room = boardRoom(board)
				await removeRooms(room, `${room}${BEFORE_IDS}`)
				// The logs of later epochs (REST1).
				await removeRooms(`${room}@`, `${room}@${AFTER_IDS}`)
				await removeRooms(privateRoomsAt(board), `${privateRoomsAt(board)}${AFTER_IDS}`)
				await repeat(
					sql`DELETE FROM snapshot WHERE id IN (
						SELECT id FROM snapshot WHERE board = ${board} LIMIT ${LARGE_SLICE_ROWS})`,
				)
			}
		},
		async anonymise({ workshop, people, boards, practices, owner, removesAllShares }) {
			for (const board of boards)
				for (const person of people) {
					const own = privateRoom(board, person)
					await removeRooms(own, `${own}${BEFORE_IDS}`)
				}
			const ids = sql.join(people)
			const rooms = [...boards.map(boardRoom), ...practices.map(practiceRoom)]
			const queries = rooms.flatMap((room) => {
				const isOfRoom = sql`(room = ${room} OR (room >= ${`${room}@`} AND room < ${`${room}@${AFTER_IDS}`}))`
				return [
					sql`UPDATE touch SET owner = '' WHERE ${isOfRoom} AND owner IN (${ids})`,
					sql`UPDATE claim SET owner = ${owner} WHERE ${isOfRoom} AND owner IN (${ids})`,
					sql`DELETE FROM quarantined_row WHERE ${isOfRoom}`,
				]
			})
			const open = sql`SELECT id FROM vote_round WHERE workshop = ${workshop} AND is_open = 1`
			const all = [
				sql`UPDATE search_change SET changes = changes + 1`,
				...queries,
				sql`DELETE FROM grant_hash WHERE workshop = ${workshop} AND participant IN (${ids})`,
				sql`DELETE FROM reaction WHERE workshop = ${workshop} AND person IN (${ids})`,
				// Some are of their texts.
				sql`DELETE FROM translation WHERE workshop = ${workshop}`,
				...(practices.length > 0
					? [sql`DELETE FROM practice_translation WHERE practice IN (${sql.join(practices)})`]
					: []),
				// The dots of ended votes cannot be changed. They keep the ids, which no longer belong to
				// any name.
				sql`DELETE FROM dot WHERE voter IN (${ids}) AND round IN (${open})`,
				sql`DELETE FROM share WHERE workshop = ${workshop} AND (authors IS NULL OR authors = 1 OR ${Number(removesAllShares)} = 1)`,
			]
			await transact([...all.map((query) => query.compile(db)), ...optimizeSearchIndexes()])
		},
		async list() {
			const rows = await db.selectFrom('deleted_workshop').selectAll().orderBy('at').execute()
			return rows.map(({ id, boards, at }) => ({
				id: id as WorkshopId,
				boards: JSON.parse(boards) as BoardId[],
				at,
			}))
		},
		async forget(id) {
			await db.deleteFrom('deleted_workshop').where('id', '=', id).execute()
		},
		purge,
		close,
	})
}
