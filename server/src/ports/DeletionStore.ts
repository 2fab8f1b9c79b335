import type { BoardId, ParticipantId, PracticeId, WorkshopId } from '@charrette/shared'

/** A workshop that was deleted, with the ids of the documents that it had: boards and practices. */
interface DeletedWorkshop {
	id: WorkshopId
	boards: BoardId[]
	/** In ms. */
	at: number
}

/** A workshop to delete. */
export interface WorkshopDeletion extends DeletedWorkshop {
	practices: PracticeId[]
	/** Whether the practices that it published for others stay. */
	keepsPractices: boolean
	/** Set if the workshop is deleted only if it was not used since this time in ms (HOST10). */
	unusedSince?: number | undefined
}

/** People whose traces in a workshop are removed (ERASE2). */
interface Anonymisation {
	workshop: WorkshopId
	/** The participant ids of these people. */
	people: readonly ParticipantId[]
	boards: readonly BoardId[]
	practices: readonly PracticeId[]
	/** The owner that their client ids are reassigned to. */
	owner: string
	/**
	 * Whether shared pages without authors are removed as well, because they contain texts of these
	 * people.
	 */
	removesAllShares: boolean
}

/**
 * Deletes workshops with everything that is stored of them. Logs and snapshots can be large, so
 * they are deleted in slices, and other writes run in between. After a crash, `list` returns the
 * deletions that were not finished. A store that fails throws a `StorageError`.
 */
export interface DeletionStore {
	/**
	 * Deletes a workshop with its tokens, links, shares, votes and practices, and records the ids of
	 * its documents. Returns false, and does nothing, if the workshop does not exist or was used.
	 */
	begin(deletion: WorkshopDeletion): Promise<boolean>
	/** Removes the logs, attributions and snapshots of these documents, private ones included. */
	removeBoards(boards: readonly BoardId[]): Promise<void>
	/**
	 * Removes or anonymises the stored data about these people, except in the workshop's record and
	 * in documents.
	 */
	anonymise(anonymisation: Anonymisation): Promise<void>
	/** The workshops whose deletion was begun and has not been forgotten, oldest first. */
	list(): Promise<DeletedWorkshop[]>
	/** Removes the entry of a deletion, once nothing of the workshop is stored any more. */
	forget(id: WorkshopId): Promise<void>
	/**
	 * Erases deleted data as far as the database can. SQLite leaves no byte of it in its files
	 * (ERASE1); PostgreSQL marks the space as free and overwrites it in time. Returns false if
	 * another connection prevents that for now.
	 */
	purge(): Promise<boolean>
	close(): Promise<void>
}
