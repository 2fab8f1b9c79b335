/** A backup that is whole: it was verified before it got its name. */
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
	/** Why the last attempt failed, and when (ms); null if it succeeded. */
	failure: { at: number; message: string } | null
}

/** Backups that the server makes by itself (BACKUP4). */
export interface BackupSchedule {
	/** The backups, when the next one is due (ms), and whether any node makes one; null without a folder for them. */
	read(): Promise<(Backups & { nextAt: number; isRunning: boolean }) | null>
	/** Makes a backup now, unless one is being made. Resolves once it has begun, and all nodes see that. */
	start(): Promise<void>
	/** Ends one that is being made. */
	close(): Promise<void>
}
