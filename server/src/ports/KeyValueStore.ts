/**
 * Stores small values of the host by name, such as settings, which all nodes share. A store that
 * fails throws a `StorageError`.
 */
export interface KeyValueStore {
	find(name: string): Promise<string | null>
	/** Saves a value, or removes it if it is null. */
	save(name: string, value: string | null): Promise<void>
	close(): Promise<void>
}
