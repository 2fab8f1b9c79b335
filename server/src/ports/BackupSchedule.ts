/** A complete backup: a file gets its name only after it was verified. */
export interface BackupFile {
	name: string
	/** When the database was read, in ms. */
	at: number
	bytes: number
}

/** The backups in a folder. */
export interface Backups {
	/** Newest first. */
	files: BackupFile[]
	/** Reason and time (ms) of the last attempt's failure; null if the last attempt succeeded. */
	failure: { at: number; message: string } | null
}

/** Backups that the server makes by itself (BACKUP4). */
export interface BackupSchedule {
	/**
	 * Returns the backups, the time at which the next one is due (ms), and whether any node is making
	 * one; null if no backup folder is configured.
	 */
	read(): Promise<(Backups & { nextAt: number; isRunning: boolean }) | null>
	/**
	 * Starts a backup, unless one is running on any node. Resolves once it has begun and all nodes
	 * can see that it runs.
	 */
	start(): Promise<void>
	/** Ends the schedule, and a backup that is running. */
	close(): Promise<void>
}
