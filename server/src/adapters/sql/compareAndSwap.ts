import { withStorageErrors } from '../../ports/StorageError.ts'

/** Number of attempts at a change that loses against concurrent ones. */
const MAX_TRIES = 50

/**
 * Changes a record with a read and a compare-and-swap of its revision, and tries again if another
 * change was stored first. Returns null if the record does not exist.
 */
export async function compareAndSwap<Stored extends { revision: number }>({
	find,
	change,
	replace,
}: {
	find(): Promise<Stored | null>
	change(stored: Stored): Stored
	replace(changed: Stored, revision: number): Promise<bigint>
}): Promise<Stored | null> {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const before = await withStorageErrors(find)
		if (!before) return null
		const changed = { ...change(before), revision: before.revision + 1 }
		if ((await withStorageErrors(() => replace(changed, before.revision))) === 1n) return changed
	}
	return withStorageErrors(async () => {
		throw new Error(`the record was changed ${MAX_TRIES} times in a row by others`)
	})
}
