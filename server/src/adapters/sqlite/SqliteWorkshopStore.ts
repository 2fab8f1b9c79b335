import type { StoredWorkshop, Workshop, WorkshopId } from '@charrette/shared'
import { completeWorkshop } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { UnreadableRecordError, withStorageErrors } from '../../ports/StorageError.ts'
import type { WorkshopStore } from '../../ports/WorkshopStore.ts'
import type { Tables } from './openDatabase.ts'
import { parseStored } from './parseStored.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** How often a change runs again because another program changed the workshop first. */
const MAX_TRIES = 50

type Change = (workshop: Workshop) => Workshop

/** A change that waits for its turn. */
interface PendingChange {
	change: Change
	resolve(changed: Workshop | null): void
	reject(cause: unknown): void
}

/**
 * The workshops in a SQLite database, which `close` closes.
 *
 * Changes run on the calling thread, between a read and a compare-and-swap of the version: nothing is locked in between. Of one
 * workshop, the changes that arrive while a swap runs are made together by the next one, so that a hundred people who join at
 * once need few swaps and never compete with each other.
 */
export function createSqliteWorkshopStore({ db, close }: SqliteDatabase): WorkshopStore {
	const byId = (id: WorkshopId) => withStorageErrors(() => readBy(db, 'id', id))
	const pending = new Map<WorkshopId, PendingChange[]>()

	async function changeAll(id: WorkshopId): Promise<void> {
		for (let changes = pending.get(id) ?? []; changes.length > 0; changes = pending.get(id) ?? []) {
			pending.set(id, [])
			try {
				await swap(db, id, changes)
			} catch (cause) {
				for (const { reject } of changes) reject(cause)
			}
		}
		pending.delete(id)
	}

	return {
		byId,
		byJoinCode: (code) => withStorageErrors(() => readBy(db, 'join_code', code)),
		async create(workshop) {
			await withStorageErrors(() => db.insertInto('workshop').values(toRow(workshop)).execute())
		},
		update: (id, change) =>
			new Promise((resolve, reject) => {
				const waiting = pending.get(id)
				if (waiting) {
					waiting.push({ change, resolve, reject })
					return
				}
				pending.set(id, [{ change, resolve, reject }])
				void changeAll(id)
			}),
		close,
	}
}

/** Makes these changes of a workshop with one write, and settles them. Throws a `StorageError` if they cannot be written. */
async function swap(db: Kysely<Tables>, id: WorkshopId, changes: readonly PendingChange[]): Promise<void> {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const before = await withStorageErrors(() => readBy(db, 'id', id))
		const outcomes = applyAll(changes, before)
		const after = outcomes.findLast((outcome) => 'changed' in outcome)?.changed ?? null
		if (!before || !after || (await withStorageErrors(() => replace(db, after, before.version)))) {
			for (const [index, outcome] of outcomes.entries()) {
				if ('changed' in outcome) changes[index]?.resolve(outcome.changed)
				else changes[index]?.reject(outcome.thrown)
			}
			return
		}
	}
	await withStorageErrors(async () => {
		throw new Error(`another program changed the workshop ${MAX_TRIES} times in a row`)
	})
}

type ChangeOutcome = { changed: Workshop | null } | { thrown: unknown }

/** Each change gets what the one before it made; one that throws changes nothing. */
function applyAll(changes: readonly PendingChange[], before: Workshop | null): ChangeOutcome[] {
	let current = before
	return changes.map(({ change }) => {
		if (!current) return { changed: null }
		try {
			current = { ...change(current), id: current.id, version: current.version + 1 }
			return { changed: current }
		} catch (thrown) {
			return { thrown }
		}
	})
}

async function readBy(db: Kysely<Tables>, column: 'id' | 'join_code', value: string): Promise<Workshop | null> {
	const row = await db.selectFrom('workshop').select(['id', 'state']).where(column, '=', value).executeTakeFirst()
	return row ? parseWorkshop(row) : null
}

/** Throws a `UnreadableRecordError` for a state that is no workshop, or another one. */
function parseWorkshop({ id, state }: Pick<Tables['workshop'], 'id' | 'state'>): Workshop {
	const stored = parseStored<StoredWorkshop>(state)
	if (stored.id !== id || ![stored.sessions, stored.participants, stored.cities].every(Array.isArray))
		throw new UnreadableRecordError({ cause: `the row of workshop ${id} holds something else` })
	try {
		return completeWorkshop(stored)
	} catch (cause) {
		throw new UnreadableRecordError({ cause })
	}
}

/** Returns whether the stored version was this one. */
async function replace(db: Kysely<Tables>, workshop: Workshop, version: number): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('workshop')
		.set(toRow(workshop))
		.where('id', '=', workshop.id)
		.where('version', '=', version)
		.executeTakeFirst()
	return numUpdatedRows === 1n
}

function toRow(workshop: Workshop): Tables['workshop'] {
	const { id, joinCode, version } = workshop
	return { id, join_code: joinCode, version, state: JSON.stringify(workshop) }
}
