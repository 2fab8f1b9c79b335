/** A store could not read or write; `cause` has the reason. Trying again later may help. */
export class StorageError extends Error {
	constructor(options: ErrorOptions) {
		super('a store could not read or write', options)
		this.name = 'StorageError'
	}
}

/** A stored record is damaged: trying again does not help. `cause` has the reason. */
export class DamagedRecordError extends Error {
	constructor(options: ErrorOptions) {
		super('a stored record is damaged', options)
		this.name = 'DamagedRecordError'
	}
}

/** Runs an operation of a store; whatever it throws becomes a `StorageError`, except a `DamagedRecordError`. */
export async function withStorageErrors<T>(run: () => Promise<T>): Promise<T> {
	try {
		return await run()
	} catch (cause) {
		throw cause instanceof DamagedRecordError ? cause : new StorageError({ cause })
	}
}
