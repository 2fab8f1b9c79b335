import type { StoredWorkshop, Workshop, WorkshopId } from '@charrette/shared'
import { completeWorkshop } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { UnreadableRecordError, withStorageErrors } from '../../ports/StorageError.ts'
import type { WorkshopStore } from '../../ports/WorkshopStore.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

type Change = (workshop: Workshop) => Workshop

/**
 * Replaces a workshop by what `change` makes of it, atomically; where that is null, nothing changes. `change` gets null for a
 * workshop that does not exist, and is called again with what is stored if another program was faster.
 */
export type ExchangeWorkshop = (id: WorkshopId, change: (stored: Workshop | null) => Workshop | null) => Promise<void>

/** A change that waits for its turn. */
interface PendingChange {
	change: Change
	resolve(changed: Workshop | null): void
	reject(cause: unknown): void
}

/**
 * The workshops in a database, which `close` closes.
 *
 * Changes run on the calling thread. Of one workshop, the changes that arrive while another is stored are made together by the
 * next exchange, so that a hundred people who join at once need few of them and never compete with each other.
 */
export function createSqlWorkshopStore({ db, close }: SqlDatabase, exchange: ExchangeWorkshop): WorkshopStore {
	const pending = new Map<WorkshopId, PendingChange[]>()

	async function changeAll(id: WorkshopId): Promise<void> {
		for (let changes = pending.get(id) ?? []; changes.length > 0; changes = pending.get(id) ?? []) {
			pending.set(id, [])
			try {
				await exchangeAll(exchange, id, changes)
			} catch (cause) {
				for (const { reject } of changes) reject(cause)
			}
		}
		pending.delete(id)
	}

	return {
		byId: (id) => withStorageErrors(() => readWorkshop(db, 'id', id)),
		byJoinCode: (code) => withStorageErrors(() => readWorkshop(db, 'join_code', code)),
		async create(workshop) {
			await withStorageErrors(() => db.insertInto('workshop').values(toWorkshopRow(workshop)).execute())
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

/** Makes these changes of a workshop with one exchange, and settles them. Throws a `StorageError` if they cannot be stored. */
async function exchangeAll(
	exchange: ExchangeWorkshop,
	id: WorkshopId,
	changes: readonly PendingChange[],
): Promise<void> {
	let outcomes: ChangeOutcome[] = []
	await withStorageErrors(() =>
		exchange(id, (stored) => {
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

/** The workshop with this id or join code. */
export async function readWorkshop(
	db: Kysely<Tables>,
	column: 'id' | 'join_code',
	value: string,
): Promise<Workshop | null> {
	const row = await db.selectFrom('workshop').select(['id', 'state']).where(column, '=', value).executeTakeFirst()
	return row ? parseWorkshop(row) : null
}

/** Throws a `UnreadableRecordError` for a state that is no workshop, or another one. */
export function parseWorkshop({ id, state }: Pick<Tables['workshop'], 'id' | 'state'>): Workshop {
	const stored = parseStored<StoredWorkshop>(state)
	if (stored.id !== id || ![stored.sessions, stored.participants, stored.cities].every(Array.isArray))
		throw new UnreadableRecordError({ cause: `the row of workshop ${id} holds something else` })
	try {
		return completeWorkshop(stored)
	} catch (cause) {
		throw new UnreadableRecordError({ cause })
	}
}

/** The row of a workshop. */
export function toWorkshopRow(workshop: Workshop): Tables['workshop'] {
	const { id, joinCode, version } = workshop
	return { id, join_code: joinCode, version, state: JSON.stringify(workshop) }
}
