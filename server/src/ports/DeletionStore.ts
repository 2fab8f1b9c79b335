import type { BoardId, ParticipantId, PracticeId, WorkshopId } from '@charrette/shared'

/** A workshop that was deleted, with the ids of the documents that it had: boards and practices. */
interface DeletedWorkshop {
	id: WorkshopId
	boards: BoardId[]
	/** In ms. */
	at: number
}

/** A workshop to delete. */
interface WorkshopDeletion extends DeletedWorkshop {
	practices: PracticeId[]
	/** Whether what it published for others stays. */
	keepsPractices: boolean
}

/** People whose traces in a workshop are removed (ERASE2). */
interface Anonymisation {
	workshop: WorkshopId
	/** The ids under which somebody took part. */
	people: readonly ParticipantId[]
	boards: readonly BoardId[]
	practices: readonly PracticeId[]
	/** Who owns their client ids from now on. */
	owner: string
	/** Whether shared pages without authors go, too, since they have texts of these people. */
	removesAllShares: boolean
}

/**
 * Deletes workshops with everything that is stored of them. Logs and snapshots can be large, so they go in slices, between
 * which others write; what is left after a crash is found in `list`. A store that fails throws a `StorageError`.
 */
export interface DeletionStore {
	/** Deletes a workshop, its tokens, links, shares, votes and practices, and notes its documents. Nothing happens if there is none. */
	begin(deletion: WorkshopDeletion): Promise<void>
	/** Removes the logs, attributions and snapshots of these documents, private ones included. */
	removeBoards(boards: readonly BoardId[]): Promise<void>
	/** Removes what names people, beside their records and documents. */
	anonymise(anonymisation: Anonymisation): Promise<void>
	/** The workshops whose deletion was begun and has not been forgotten, oldest first. */
	list(): Promise<DeletedWorkshop[]>
	/** Forgets a deletion: nothing of the workshop is stored any more. */
	forget(id: WorkshopId): Promise<void>
	/**
	 * Leaves as little of what was deleted as the database can: SQLite no byte in its files (ERASE1); PostgreSQL marks the space
	 * as free, and writes over it in time. False if somebody prevents it for now.
	 */
	purge(): Promise<boolean>
	close(): Promise<void>
}
