/** Why a server cannot store: writes fail, or the disk has less free space than its floor. */
type StorageProblem = 'storage_failed' | 'storage_full'

/** Whether the server can store (STORE3, STORE4). */
export interface StorageHealth {
	/**
	 * Whether the disk has less free space than its floor. If so, nothing new is begun, while edits
	 * go on.
	 */
	readonly isBelowFloor: boolean
	/** Returns the current problem; null if there is none. */
	problem(): Promise<StorageProblem | null>
	close(): void
}
