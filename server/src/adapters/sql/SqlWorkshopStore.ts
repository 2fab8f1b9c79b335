import type { StoredWorkshop, Workshop, WorkshopId } from '@charrette/shared'
import { upgradeWorkshop } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { UnreadableRecordError, withStorageErrors, wrapStore } from '../../ports/StorageError.ts'
import type { WorkshopStore } from '../../ports/WorkshopStore.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

type Change = (workshop: Workshop) => Workshop

/**
 * Atomically replaces a workshop by the result of `change`; if the result is null, nothing changes.
 * `change` gets null for a workshop that does not exist. It is called again with the stored
 * workshop if another process changed it meanwhile.
 */
export type AtomicUpdate = (id: WorkshopId, change: (stored: Workshop | null) => Workshop | null) => Promise<void>

/** A change that waits for the update in flight. */
interface PendingChange {
	change: Change
	resolve(changed: Workshop | null): void
	reject(cause: unknown): void
}

/**
 * Creates the workshop store on a database; its `close` closes the database.
 *
 * Changes run on the calling thread. While an update of a workshop is in flight, further changes
 * of that workshop queue up, and the next update makes them all at once. A hundred people who
 * join at the same time therefore need only a few updates, and do not compete with each other.
 */
export function createSqlWorkshopStore({ db, close }: SqlDatabase, updateAtomically: AtomicUpdate): WorkshopStore {
	const pending = new Map<WorkshopId, PendingChange[]>()

	async function changeAll(id: WorkshopId): Promise<void> {
		for (let changes = pending.get(id) ?? []; changes.length > 0; changes = pending.get(id) ?? []) {
			pending.set(id, [])
			try {
				await updateAll(updateAtomically, id, changes)
			} catch (cause) {
				for (const { reject } of changes) reject(cause)
			}
		}
		pending.delete(id)
	}

	const operations = wrapStore<Omit<WorkshopStore, 'update'>>({
		byId: (id) => readWorkshop(db, 'id', id),
		byJoinCode: (code) => readWorkshop(db, 'join_code', code),
		async versions(ids) {
			if (ids.length === 0) return new Map()
			const rows = await db.selectFrom('workshop').select(['id', 'version']).where('id', 'in', ids).execute()
			return new Map(rows.map(({ id, version }) => [id, version]))
		},
		async create(workshop) {
			await db.insertInto('workshop').values(toWorkshopRow(workshop)).execute()
		},
		close,
	})
	return {
		...operations,
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
	}
}

/**
 * Applies these changes of a workshop in one update and settles them. Throws a `StorageError` if
 * they cannot be stored.
 */
async function updateAll(
	updateAtomically: AtomicUpdate,
	id: WorkshopId,
	changes: readonly PendingChange[],
): Promise<void> {
	let outcomes: ChangeOutcome[] = []
	await withStorageErrors(() =>
		updateAtomically(id, (stored) => {
			outcomes = applyAll(changes, stored)
			return outcomes.findLast((outcome) => 'changed' in outcome)?.changed ?? null
		}),
	)
	for (const [index, outcome] of outcomes.entries()) {
		if ('changed' in outcome) changes[index]?.resolve(outcome.changed)
		else changes[index]?.reject(outcome.thrown)
	}
}

type ChangeOutcome = { changed: Workshop | null } | { thrown: unknown }

/**
 * Applies changes in order, each to the result of the one before. A change that throws has no
 * effect.
 */
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

/** Returns the workshop with this id or join code; null if there is none. */
export async function readWorkshop(
	db: Kysely<Tables>,
	column: 'id' | 'join_code',
	value: string,
): Promise<Workshop | null> {
	const row = await db.selectFrom('workshop').select(['id', 'state']).where(column, '=', value).executeTakeFirst()
	return row ? parseWorkshop(row) : null
}

/**
 * Parses a stored workshop. Throws an `UnreadableRecordError` for a state that is not a workshop,
 * or is another one.
 */
export function parseWorkshop({ id, state }: Pick<Tables['workshop'], 'id' | 'state'>): Workshop {
	const stored = parseStored<StoredWorkshop>(state)
	if (stored.id !== id || ![stored.sessions, stored.participants, stored.cities].every(Array.isArray))
		throw new UnreadableRecordError({ cause: `the row of workshop ${id} holds something else` })
	try {
		return upgradeWorkshop(stored)
	} catch (cause) {
		throw new UnreadableRecordError({ cause })
	}
}

export function toWorkshopRow(workshop: Workshop): Tables['workshop'] {
	const { id, joinCode, version } = workshop
	return { id, join_code: joinCode, version, state: JSON.stringify(workshop) }
}
