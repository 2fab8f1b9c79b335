/** A store could not read or write; `cause` tells why. */
export class StorageError extends Error {
	constructor(options: ErrorOptions) {
		super('a store could not read or write', options)
		this.name = 'StorageError'
	}
}

/** Runs a store's work; whatever it throws becomes a `StorageError`. */
export async function withStorageErrors<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work()
	} catch (cause) {
		throw new StorageError({ cause })
	}
}
