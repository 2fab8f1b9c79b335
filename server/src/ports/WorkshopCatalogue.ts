import type { BoardId, HostSort, HostWorkshop, HostWorkshops, WorkshopId } from '@charrette/shared'

/** The page of the list to read. */
export interface CataloguePage {
	/** A part of the title; all workshops match if it is empty. */
	text: string
	sort: HostSort
	order: 'asc' | 'desc'
	limit: number
	/** The `next` of the previous page. */
	after?: string | undefined
}

/** Thrown when the `after` of a page is not a valid `next`. */
export class UnknownPositionError extends Error {
	override name = 'UnknownPositionError'
}

/** A page of the list, as a store returns it. */
type CatalogueRows = Omit<HostWorkshops, 'retentionDays' | 'massDeletion'>

/** A workshop as it is listed, with its version and the boards that are measured. */
export interface CatalogueEntry extends Pick<HostWorkshop, 'id' | 'title' | 'createdAt' | 'people' | 'isClosed'> {
	version: number
	boards: readonly BoardId[]
	/** When it was changed, in ms. */
	at: number
}

/**
 * The list of workshops for the host. Each workshop has one row, with sums, so that reading the
 * list reads no workshop and no log (HOST3). A job refreshes it at intervals. A store that fails
 * throws a `StorageError`.
 */
export interface WorkshopCatalogue {
	/** Returns a page. Throws an `UnknownPositionError` if `after` is not valid. */
	list(page: CataloguePage): Promise<CatalogueRows>
	find(id: WorkshopId): Promise<HostWorkshop | null>
	/** Returns workshops whose row is out of date or missing. */
	outdated(limit: number): Promise<WorkshopId[]>
	/**
	 * Stores the current row of a workshop, and measures its new boards. Does nothing if the workshop
	 * was deleted.
	 */
	put(entry: CatalogueEntry): Promise<void>
	/**
	 * Returns workshops that were not used since a time in ms, the longest unused first, and only
	 * those whose row is up to date.
	 */
	unused(since: number, limit: number): Promise<WorkshopId[]>
	/** Counts all workshops, and those that `unused` returns without a limit. */
	countUnused(since: number): Promise<{ all: number; unused: number }>
	/** Records that the host keeps a workshop, which counts as a use of it at this time in ms. */
	keep(id: WorkshopId, at: number): Promise<void>
	/**
	 * Measures the boards that were edited since the last call, and returns how many edits were
	 * saved.
	 */
	measureEdited(): Promise<number>
	close(): Promise<void>
}
