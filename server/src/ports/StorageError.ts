/** A store could not read or write; `cause` has the reason. */
export class StorageError extends Error {
	constructor(options: ErrorOptions) {
		super('a store could not read or write', options)
		this.name = 'StorageError'
	}
}

/** Runs an operation of a store; whatever it throws becomes a `StorageError`. */
export async function withStorageErrors<T>(run: () => Promise<T>): Promise<T> {
	try {
		return await run()
	} catch (cause) {
		throw new StorageError({ cause })
	}
}
