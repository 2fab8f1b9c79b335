import { withStorageErrors } from '../../ports/StorageError.ts'

/** How often a change runs again because another one was stored first. */
const MAX_TRIES = 50

/** Changes a record between a read and a compare-and-swap of its revision. */
export async function replaceUntilStored<Stored extends { revision: number }>({
	find,
	change,
	replace,
}: {
	find(): Promise<Stored | null>
	change(stored: Stored): Stored
	/** Returns how many rows of this revision were replaced. */
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
