import type {
	Adoption,
	AdoptionId,
	AdoptionStatus,
	BoardId,
	ExchangeServer,
	HostReports,
	Locale,
	ObstacleCategory,
	Practice,
	PracticeId,
	PracticeReport,
	PracticeReports,
	PracticeTheme,
	PracticeVisibility,
	PublishedPractice,
	ReportId,
	SignedPractice,
	WorkshopId,
} from '@charrette/shared'

/** The search terms of a practice in one language, separated by spaces (`indexTerms`). */
export interface IndexedText {
	locale: Locale
	title: string
	abstract: string
	body: string
	/** The names of its themes, categories, goals, city and country, in all languages. */
	labels: string
}

/** A published version as it is listed and found. */
export interface ListedPractice {
	practice: PublishedPractice
	visibility: PracticeVisibility
	/**
	 * The workshop that published it; null for a practice of another server, and after its workshop
	 * was deleted.
	 */
	workshop: WorkshopId | null
	/**
	 * The server that published it, and the server that passed it on, if that is another one; null
	 * for this server. `isRouteSigned` is missing where an earlier release received it.
	 */
	origin: (ExchangeServer & { via?: string; isRouteSigned?: boolean }) | null
}

/** A place in the list of practices, newest first: after the practice with this time and id. */
export interface PracticePosition {
	at: number
	id: PracticeId
}

/**
 * The reader of a search. Every reader sees public practices; a reader with a workshop also sees
 * the practices for this server and for that workshop.
 */
export interface PracticeReader {
	workshop: WorkshopId | null
}

/** The values by which practices are filtered; several values of one name are alternatives. */
export interface PracticeFilters {
	theme?: readonly PracticeTheme[]
	category?: readonly ObstacleCategory[]
	sdg?: readonly number[]
	country?: readonly string[]
	language?: readonly Locale[]
	/** The status of an adoption that is shown with the practice. */
	status?: readonly AdoptionStatus[]
	/** The year in which the practice began. */
	year?: readonly number[]
	/** `S` below 100,000 people, `M` below 500,000, `L` below 2,000,000, `XL` above. */
	size?: readonly CitySize[]
}
export type CitySize = 'S' | 'M' | 'L' | 'XL'
export type FilterName = keyof PracticeFilters

export interface PracticeQuery {
	reader: PracticeReader
	/** At most `LIMITS.maxQueryLength` characters; empty for all practices. */
	text: string
	/** The language of the reader: texts in it are preferred. */
	locale: Locale
	filters: PracticeFilters
	sort: 'relevance' | 'newest' | 'adoptions'
	offset: number
	limit: number
}

/** A part of a text with the places that match, as start and end indices of UTF-16 units. */
export interface Excerpt {
	text: string
	marks: [number, number][]
}

export interface PracticeHit {
	listed: ListedPractice
	/** The language of the texts that were found. */
	locale: Locale
	title: Excerpt
	abstract: Excerpt
	/** From the other sections; absent if title and abstract match. */
	excerpt?: Excerpt
	adoptions: number
}

export interface PracticeHits {
	hits: PracticeHit[]
	total: number
	/** Number of matches, on all pages, for each value of each filter. */
	counts: Partial<Record<FilterName, Record<string, number>>>
	/** True if no practice has all words of the query, so that these hits have only some of them. */
	isPartial: boolean
	/**
	 * The query with unknown words replaced by the words that were found instead; null if none was
	 * replaced.
	 */
	corrected: string | null
}

/**
 * A practice that is similar to a text. `score` is higher for better matches, and comparable only
 * within one answer.
 */
export interface SimilarPractice {
	listed: ListedPractice
	locale: Locale
	score: number
	isSameCategory: boolean
}

/** An adoption, with the practice that was adopted. */
export interface TravelledAdoption {
	adoption: Adoption
	/**
	 * The practice in the version that was adopted; null after that was erased, and for an adopted
	 * solution.
	 */
	source: { city: string; original: Locale; titles: Partial<Record<Locale, string>> } | null
}

/**
 * Stores practices, their published versions with a search index, and adoptions. Unknown ids are
 * null; a store that fails throws a `StorageError`.
 */
export interface PracticeStore {
	create(practice: Practice): Promise<void>
	find(id: PracticeId): Promise<Practice | null>
	/** Newest first. */
	ofWorkshop(workshop: WorkshopId): Promise<Practice[]>
	/** Practices of all workshops that wait for the host, oldest change first. */
	waitingForHost(limit: number): Promise<Practice[]>
	/**
	 * Changes a practice atomically and increments its revision. `change` is pure and may run again;
	 * if it throws, nothing is stored.
	 */
	update(id: PracticeId, change: (practice: Practice) => Practice): Promise<Practice | null>
	/**
	 * Stores a version and lists it in place of an earlier one. For a practice of another server,
	 * `signed` is the version as that server signed it. A version that is stored already stays as it
	 * is.
	 */
	publish(listed: ListedPractice, texts: readonly IndexedText[], signed?: SignedPractice): Promise<void>
	/** Removes practices from the list; their versions stay. */
	withdraw(ids: readonly PracticeId[]): Promise<void>
	/**
	 * Removes a practice of another server from the list permanently: `isBlocked` returns true from
	 * then on, until `unblock`.
	 */
	block(id: PracticeId): Promise<void>
	/** False if it was not blocked. */
	unblock(id: PracticeId): Promise<boolean>
	isBlocked(id: PracticeId): Promise<boolean>
	/** Returns the listed version of a practice, without a check of its visibility. */
	listed(id: PracticeId): Promise<ListedPractice | null>
	/** The practice as another server signed it; null for a practice of this server. */
	signed(id: PracticeId): Promise<SignedPractice | null>
	/** Size in bytes of the listed practices of other servers, as they arrived. */
	receivedBytes(): Promise<number>
	/** Number of listed practices. */
	countListed(): Promise<number>
	/** One version, listed or not. */
	version(id: PracticeId, version: number): Promise<PublishedPractice | null>
	/** All versions of a practice, newest first. */
	versions(id: PracticeId): Promise<{ version: number; at: number }[]>
	/**
	 * Returns the practices that this server published and the reader may see, newest first; with
	 * `before`, those that follow this position.
	 */
	published(reader: PracticeReader, limit: number, before: PracticePosition | null): Promise<ListedPractice[]>
	/** A counter that increases with every change of the list. */
	changes(): Promise<number>
	search(query: PracticeQuery): Promise<PracticeHits>
	/** Practices that are like a text, best first. */
	similar(query: {
		reader: PracticeReader
		text: string
		locale: Locale
		category: ObstacleCategory | null
		limit: number
	}): Promise<SimilarPractice[]>
	adopt(adoption: Adoption): Promise<void>
	findAdoption(id: AdoptionId): Promise<Adoption | null>
	/** Like `update`, for an adoption. */
	updateAdoption(id: AdoptionId, change: (adoption: Adoption) => Adoption): Promise<Adoption | null>
	/** The adoptions of a practice, oldest first. */
	adoptionsOf(practice: PracticeId): Promise<Adoption[]>
	/** The adoptions of a workshop, oldest first. */
	adoptionsBy(workshop: WorkshopId): Promise<Adoption[]>
	/**
	 * The adoptions of a workshop, and those of its practices and solutions by others; newest first.
	 */
	adoptionsAround(workshop: WorkshopId, limit: number): Promise<TravelledAdoption[]>
	/** The adoptions on a board. */
	adoptionsOn(board: BoardId): Promise<Adoption[]>
	/**
	 * Stores a report of a listed practice, or only counts it beyond `LIMITS.maxReports`; returns
	 * false if the practice is not listed. Reports end when the practice leaves the list.
	 */
	report(practice: PracticeId, report: PracticeReport): Promise<boolean>
	/** The open reports of a practice, oldest first. */
	reportsOf(practice: PracticeId): Promise<PracticeReports>
	/**
	 * Number of open reports of each practice of a workshop; practices without reports are missing.
	 */
	reportCounts(workshop: WorkshopId): Promise<Partial<Record<PracticeId, number>>>
	/** The newest open reports of all practices. */
	reported(limit: number): Promise<HostReports>
	/**
	 * Dismisses a report; returns false if the practice has no such report. Dismissing the last
	 * stored report also ends those that were only counted.
	 */
	dismissReport(practice: PracticeId, report: ReportId): Promise<boolean>
	close(): Promise<void>
}
