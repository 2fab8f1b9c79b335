import type { UsageDay } from '@charrette/shared'

/**
 * Stores daily usage counts, one row a day, without names (HOST7). A store that fails throws a
 * `StorageError`.
 */
export interface UsageStore {
	/**
	 * Adds edits to a day, and counts the people and workshops that have a token used since `from`,
	 * in ms.
	 */
	note(day: string, counted: { edits: number; from: number }): Promise<void>
	/** The days from this one on, oldest first; days on which nothing was counted are missing. */
	since(day: string): Promise<UsageDay[]>
	close(): Promise<void>
}
