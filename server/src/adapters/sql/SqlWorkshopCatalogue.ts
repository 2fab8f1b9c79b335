import {
	type BoardId,
	boardRoom,
	foldText,
	type HostSort,
	type HostWorkshop,
	parseRoomId,
	privateRoomsAt,
	type WorkshopId,
} from '@charrette/shared'
import { type Selectable, sql } from 'kysely'
import { withStorageErrors, wrapStore } from '../../ports/StorageError.ts'
import {
	type CatalogueEntry,
	type CataloguePage,
	UnknownPositionError,
	type WorkshopCatalogue,
} from '../../ports/WorkshopCatalogue.ts'
import { findEditedRooms } from './editedRooms.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import type { Tables } from './tables.ts'
import { isUnusedSince } from './unusedWorkshops.ts'

/** The column of each order. Each has an index together with the id. */
const COLUMNS = {
	changed: 'changed_at',
	created: 'created_at',
	title: 'sort_title',
	people: 'people',
	boards: 'boards',
	bytes: 'bytes',
} as const satisfies Record<HostSort, keyof Tables['workshop_summary']>

/** The name under which `host_value` stores the number of the last log row that was measured. */
const MEASURED = 'measured'
/**
 * The position of a page's end: its last workshop's id, and the value by which the page is sorted.
 */
interface Position {
	value: string | number
	id: string
}

/** Sorts after every character of an id. */
const AFTER_IDS = '~'

/** Creates the list of workshops on a database; its `close` closes the database. */
export function createSqlWorkshopCatalogue({ db, transact, close }: SqlDatabase): WorkshopCatalogue {
	const matching = (text: string) =>
		db
			.selectFrom('workshop_summary')
			.$if(text !== '', (all) => all.where(sql<boolean>`sort_title LIKE ${likePattern(text)} ESCAPE '!'`))

	/** The time of the last use of any token of a workshop. */
	const lastUse = sql<number | null>`(SELECT max(used_at) FROM grant_hash WHERE workshop = workshop_summary.id)`.as(
		'used_at',
	)

	function readPage({ text, sort, order, limit }: CataloguePage, from: Position | null) {
		const column = COLUMNS[sort]
		return matching(text)
			.selectAll()
			.select(lastUse)
			.$if(from !== null, (all) =>
				// The index can answer a comparison of rows.
				all.where(
					sql<boolean>`(${sql.ref(column)}, id) ${sql.raw(order === 'asc' ? '>' : '<')} (${from?.value}, ${from?.id})`,
				),
			)
			.orderBy(column, order)
			.orderBy('id', order)
			.limit(limit + 1)
			.execute()
	}

	/** Stores the size of a board's documents and versions, and the time of its last edit. */
	async function measure(board: BoardId): Promise<void> {
		const room = boardRoom(board)
		const privately = privateRoomsAt(board)
		// The board's log, the logs of its later epochs (REST1), and the logs of its private cards.
		const ranges = [
			[room, `${room}!`],
			[`${room}@`, `${room}@${AFTER_IDS}`],
			[privately, `${privately}${AFTER_IDS}`],
		] as const
		const sums = await Promise.all(
			ranges.map(([from, to]) =>
				db
					.selectFrom('log')
					.where('room', '>=', from)
					.where('room', '<', to)
					.select([
						sql<number>`coalesce(sum(length(bytes)), 0)`.as('bytes'),
						sql<number>`coalesce(max(at), 0)`.as('at'),
					])
					.executeTakeFirstOrThrow(),
			),
		)
		const versions = await db
			.selectFrom('snapshot')
			.where('board', '=', board)
			.select(sql<number>`coalesce(sum(length(bytes)), 0)`.as('bytes'))
			.executeTakeFirstOrThrow()
		const bytes = [...sums, versions].reduce((sum, part) => sum + part.bytes, 0)
		const changedAt = Math.max(...sums.map(({ at }) => at))
		await db.updateTable('board_size').set({ bytes, changed_at: changedAt }).where('board', '=', board).execute()
	}

	/** Adds up the sizes of a workshop's boards. */
	async function sum(id: WorkshopId): Promise<void> {
		const total = await db
			.selectFrom('board_size')
			.where('workshop', '=', id)
			.select([
				sql<number>`cast(coalesce(sum(bytes), 0) AS bigint)`.as('bytes'),
				sql<number>`coalesce(max(changed_at), 0)`.as('at'),
			])
			.executeTakeFirstOrThrow()
		await db
			.updateTable('workshop_summary')
			.set({
				bytes: total.bytes,
				changed_at: sql<number>`CASE WHEN changed_at > ${total.at} THEN changed_at ELSE ${total.at} END`,
			})
			.where('id', '=', id)
			.execute()
	}

	/**
	 * Stores the rows of a workshop and its boards. Returns the boards that were not listed before.
	 */
	async function putRows({ id, version, title, createdAt, people, isClosed, boards, at }: CatalogueEntry) {
		const known = await db.selectFrom('board_size').where('workshop', '=', id).select('board').execute()
		const before = new Set(known.map(({ board }) => board as BoardId))
		const added = boards.filter((board) => !before.has(board))
		const gone = [...before].filter((board) => !boards.includes(board))
		const values = {
			version,
			title,
			sort_title: sortTitle(title),
			people,
			boards: boards.length,
			is_closed: Number(isClosed),
		}
		const row = { ...values, id, created_at: createdAt, bytes: 0 }
		const changed = { ...values, changed_at: at }
		await transact([
			// These statements insert nothing if the workshop was deleted meanwhile.
			sql`INSERT INTO workshop_summary
				(id, version, title, sort_title, created_at, changed_at, people, boards, bytes, is_closed)
				SELECT id, ${row.version}, ${row.title}, ${row.sort_title}, ${row.created_at}, ${row.created_at}, ${row.people},
					${row.boards}, 0, ${row.is_closed} FROM workshop WHERE id = ${id}
					AND NOT EXISTS (SELECT 1 FROM workshop_summary WHERE id = ${id})`.compile(db),
			db.updateTable('workshop_summary').set(changed).where('id', '=', id).where('version', '<>', version).compile(),
			...added.map((board) =>
				sql`INSERT INTO board_size (board, workshop, bytes, changed_at)
					SELECT ${board}, id, 0, 0 FROM workshop WHERE id = ${id}`.compile(db),
			),
			...gone.map((board) => db.deleteFrom('board_size').where('board', '=', board).compile()),
		])
		return added
	}

	const operations = wrapStore<Omit<WorkshopCatalogue, 'list'>>({
		async find(id) {
			const found = db.selectFrom('workshop_summary').selectAll().select(lastUse).where('id', '=', id)
			const row = await found.executeTakeFirst()
			return row ? toHostWorkshop(row) : null
		},
		async unused(since, limit) {
			const rows = await db
				.selectFrom('workshop_summary')
				.innerJoin('workshop', 'workshop.id', 'workshop_summary.id')
				.where(isUnusedSince(since))
				.select('workshop.id')
				.orderBy('workshop_summary.changed_at')
				.limit(limit)
				.execute()
			return rows.map(({ id }) => id as WorkshopId)
		},
		async countUnused(since) {
			const counted = await db
				.selectFrom('workshop')
				.leftJoin('workshop_summary', 'workshop_summary.id', 'workshop.id')
				.select(({ fn }) => [
					fn.countAll<number>().as('all'),
					sql<number>`cast(coalesce(sum(CASE WHEN ${isUnusedSince(since)} THEN 1 ELSE 0 END), 0) AS bigint)`.as(
						'unused',
					),
				])
				.executeTakeFirstOrThrow()
			return { all: Number(counted.all), unused: Number(counted.unused) }
		},
		async keep(id, at) {
			await db.updateTable('workshop_summary').set({ kept_at: at }).where('id', '=', id).execute()
		},
		async outdated(limit) {
			const rows = await db
				.selectFrom('workshop')
				.leftJoin('workshop_summary', 'workshop_summary.id', 'workshop.id')
				.where((all) =>
					all.or([
						all('workshop_summary.version', 'is', null),
						all('workshop_summary.version', '<>', all.ref('workshop.version')),
					]),
				)
				.select('workshop.id')
				.limit(limit)
				.execute()
			return rows.map(({ id }) => id as WorkshopId)
		},
		async put(entry) {
			for (const board of await putRows(entry)) await measure(board)
			await sum(entry.id)
		},
		async measureEdited() {
			const stored = await db.selectFrom('host_value').select('value').where('name', '=', MEASURED).executeTakeFirst()
			const after = stored ? Number(stored.value) : 0
			const found = await findEditedRooms(db, after)
			const newest = found.reduce((newest, room) => Math.max(newest, room.newest), after)
			// On the first call all boards are new in the list, and `put` measures them.
			const rooms = stored ? found : []
			const workshops = new Set<WorkshopId>()
			for (const board of new Set(rooms.flatMap(({ room }) => boardOf(room) ?? []))) {
				const listed = await db
					.selectFrom('board_size')
					.select('workshop')
					.where('board', '=', board)
					.executeTakeFirst()
				if (!listed) continue
				await measure(board)
				workshops.add(listed.workshop as WorkshopId)
			}
			for (const workshop of workshops) await sum(workshop)
			const value = String(newest)
			await db
				.insertInto('host_value')
				.values({ name: MEASURED, value })
				.onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
				.execute()
			return countEdits(rooms)
		},
		close,
	})
	return {
		...operations,
		async list(page) {
			const from = page.after === undefined ? null : parseCursor(page.after)
			return withStorageErrors(async () => {
				const rows = await readPage(page, from)
				const { total } = await matching(page.text)
					.select((all) => all.fn.countAll<number>().as('total'))
					.executeTakeFirstOrThrow()
				const shown = rows.slice(0, page.limit)
				const last = shown.at(-1)
				const next = rows.length > page.limit && last ? cursorOf(last[COLUMNS[page.sort]], last.id) : null
				return { workshops: shown.map(toHostWorkshop), next, total }
			})
		},
	}
}

const countEdits = (rooms: readonly { edits: number }[]) => rooms.reduce((sum, { edits }) => sum + edits, 0)

/** Returns the board of a log, in any epoch of it (REST1). */
function boardOf(log: string): BoardId | null {
	const room = parseRoomId(log.replace(/@\d+$/, ''))
	return room && 'board' in room ? room.board : null
}

function toHostWorkshop(row: Selectable<Tables['workshop_summary']> & { used_at: number | null }): HostWorkshop {
	return {
		id: row.id as WorkshopId,
		title: row.title,
		createdAt: row.created_at,
		changedAt: row.changed_at,
		usedAt: Math.max(row.changed_at, row.kept_at, row.used_at ?? 0),
		people: row.people,
		boards: row.boards,
		bytes: row.bytes,
		isClosed: row.is_closed === 1,
	}
}

/** Folds a title as pages do: without accents, and with single spaces. */
function sortTitle(title: string): string {
	return foldText(title).replace(/\s+/g, ' ')
}

function likePattern(text: string): string {
	return `%${sortTitle(text).replace(/[!%_]/g, '!$&')}%`
}

function cursorOf(value: string | number, id: string): string {
	return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Parses a cursor. Throws an `UnknownPositionError`. */
function parseCursor(cursor: string): Position {
	try {
		const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
		if ((typeof value === 'string' || typeof value === 'number') && typeof id === 'string') return { value, id }
	} catch {
		// The cursor is not JSON, and is refused below.
	}
	throw new UnknownPositionError()
}
