import type { BoardId, HostSort, HostWorkshop, HostWorkshops, WorkshopId } from '@charrette/shared'

/** A part of the list. */
export interface CataloguePage {
	/** A part of the title; all if it is empty. */
	text: string
	sort: HostSort
	order: 'asc' | 'desc'
	limit: number
	/** The `next` of the page before. */
	after?: string | undefined
}

/** What was given as the `next` of a page was none. */
export class UnknownPositionError extends Error {
	override name = 'UnknownPositionError'
}

/** A part of the list as a store has it. */
type CatalogueRows = Omit<HostWorkshops, 'retentionDays'>

/** A workshop as it is listed, with its version and the boards that are measured. */
export interface CatalogueEntry extends Pick<HostWorkshop, 'id' | 'title' | 'createdAt' | 'people' | 'isClosed'> {
	version: number
	boards: readonly BoardId[]
	/** When it was changed, in ms. */
	at: number
}

/**
 * The workshops as the host sees them: one row each, with sums, so that a list reads no workshop and no log (HOST3). A job
 * refreshes it at intervals. A store that fails throws a `StorageError`.
 */
export interface WorkshopCatalogue {
	/** Throws an `UnknownPositionError`. */
	list(page: CataloguePage): Promise<CatalogueRows>
	find(id: WorkshopId): Promise<HostWorkshop | null>
	/** Workshops that are listed as they were before, or not at all. */
	outdated(limit: number): Promise<WorkshopId[]>
	/** Lists a workshop as it is now, and measures its new boards. Nothing happens to one that was deleted. */
	put(entry: CatalogueEntry): Promise<void>
	/** Workshops that nobody has used since a time in ms, the longest unused first; only those that are listed as they are. */
	unused(since: number, limit: number): Promise<WorkshopId[]>
	/** Notes that the host keeps a workshop, as if somebody used it at this time in ms. */
	keep(id: WorkshopId, at: number): Promise<void>
	/** Measures the boards that were edited since the last call, and returns how many edits were saved. */
	measureEdited(): Promise<number>
	close(): Promise<void>
}
