/** A store could not read or write; `cause` has the reason. Trying again later may help. */
export class StorageError extends Error {
	constructor(options: ErrorOptions) {
		super('a store could not read or write', options)
		this.name = 'StorageError'
	}
}

/**
 * A stored record is damaged, or was written by a newer release: trying again does not help.
 * `cause` has the reason.
 */
export class UnreadableRecordError extends Error {
	constructor(options: ErrorOptions) {
		super('a stored record cannot be read', options)
		this.name = 'UnreadableRecordError'
	}
}

/**
 * Runs an operation of a store. Wraps every error in a `StorageError`, except an
 * `UnreadableRecordError`.
 */
export async function withStorageErrors<T>(run: () => Promise<T>): Promise<T> {
	try {
		return await run()
	} catch (cause) {
		throw cause instanceof UnreadableRecordError ? cause : new StorageError({ cause })
	}
}

type Operation = (...inputs: never[]) => Promise<unknown>

/** Returns a store, each operation of which runs with `withStorageErrors`. */
export function wrapStore<Store extends Record<keyof Store, Operation>>(store: Store): Store {
	const wrapped = Object.entries<Operation>(store).map(([name, run]) => [
		name,
		(...inputs: never[]) => withStorageErrors(() => run(...inputs)),
	])
	return Object.fromEntries(wrapped) as Store
}
