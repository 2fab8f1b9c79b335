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
	/** The workshop that published it; null for one of another server, and once its workshop was deleted. */
	workshop: WorkshopId | null
	/** The server that published it, and the one that passed it on, if that is another; null for this one. */
	origin: (ExchangeServer & { via?: string }) | null
}

/** A place in the list of practices, newest first: after the practice with this time and id. */
export interface PracticePosition {
	at: number
	id: PracticeId
}

/** Who searches: sees what is public, and with a workshop also what is for this server and that workshop. */
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
	/** The status of an adoption that is shown. */
	status?: readonly AdoptionStatus[]
	/** The year in which it began. */
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
	/** How many of all matches have each value. */
	counts: Partial<Record<FilterName, Record<string, number>>>
	/** Whether no practice has all words, and these have some of them. */
	isPartial: boolean
	/** The query with the words that were found in place of unknown ones. */
	corrected: string | null
}

/** Likeness to a text: `score` is higher for better matches, and comparable within one answer only. */
export interface SimilarPractice {
	listed: ListedPractice
	locale: Locale
	score: number
	isSameCategory: boolean
}

/** An adoption, with what it took. */
export interface TravelledAdoption {
	adoption: Adoption
	/** The practice in the version that was adopted; null once that is erased, and for a solution. */
	source: { city: string; original: Locale; titles: Partial<Record<Locale, string>> } | null
}

/**
 * Stores practices, their published versions with a search index, and adoptions. Unknown ids are null; a store that fails
 * throws a `StorageError`.
 */
export interface PracticeStore {
	create(practice: Practice): Promise<void>
	find(id: PracticeId): Promise<Practice | null>
	/** Newest first. */
	ofWorkshop(workshop: WorkshopId): Promise<Practice[]>
	/** Practices of all workshops that wait for the host, oldest change first. */
	waitingForHost(limit: number): Promise<Practice[]>
	/** Changes a practice atomically and increments its revision. `change` is pure and may run again; if it throws, nothing is stored. */
	update(id: PracticeId, change: (practice: Practice) => Practice): Promise<Practice | null>
	/**
	 * Stores a version and lists it in place of an earlier one, for a practice of another server with what was signed there. A
	 * version that is stored already stays as it is.
	 */
	publish(listed: ListedPractice, texts: readonly IndexedText[], signed?: SignedPractice): Promise<void>
	/** Takes practices off the list; their versions stay. */
	withdraw(ids: readonly PracticeId[]): Promise<void>
	/** Takes a practice of another server off the list for good: `isBlocked` is true from then on, until `unblock`. */
	block(id: PracticeId): Promise<void>
	/** False if it was not blocked. */
	unblock(id: PracticeId): Promise<boolean>
	isBlocked(id: PracticeId): Promise<boolean>
	/** The listed version of a practice, whoever asks. */
	listed(id: PracticeId): Promise<ListedPractice | null>
	/** What another server signed; null for a practice of this one. */
	signed(id: PracticeId): Promise<SignedPractice | null>
	/** How much of listed practices of other servers is stored as it arrived, in bytes. */
	receivedBytes(): Promise<number>
	/** How many practices are listed. */
	countListed(): Promise<number>
	/** One version, listed or not. */
	version(id: PracticeId, version: number): Promise<PublishedPractice | null>
	/** All versions of a practice, newest first. */
	versions(id: PracticeId): Promise<{ version: number; at: number }[]>
	/** What this server published and a reader sees, newest first; with `before`, what follows this position. */
	published(reader: PracticeReader, limit: number, before: PracticePosition | null): Promise<ListedPractice[]>
	/** A number that grows with every change of what is listed. */
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
	/** As `update`. */
	updateAdoption(id: AdoptionId, change: (adoption: Adoption) => Adoption): Promise<Adoption | null>
	/** The adoptions of a practice, oldest first. */
	adoptionsOf(practice: PracticeId): Promise<Adoption[]>
	/** The adoptions of a workshop, oldest first. */
	adoptionsBy(workshop: WorkshopId): Promise<Adoption[]>
	/** The adoptions of a workshop, and those of its practices and solutions by others; newest first. */
	adoptionsAround(workshop: WorkshopId, limit: number): Promise<TravelledAdoption[]>
	/** Those on a board. */
	adoptionsOn(board: BoardId): Promise<Adoption[]>
	/**
	 * Keeps a report of a listed practice, or counts it beyond `LIMITS.maxReports`; false if the practice is not listed. Reports end
	 * with its place in the list.
	 */
	report(practice: PracticeId, report: PracticeReport): Promise<boolean>
	/** The open reports of a practice, oldest first. */
	reportsOf(practice: PracticeId): Promise<PracticeReports>
	/** How many open reports each practice of a workshop has; none for one without. */
	reportCounts(workshop: WorkshopId): Promise<Partial<Record<PracticeId, number>>>
	/** The newest open reports of all practices. */
	reported(limit: number): Promise<HostReports>
	/** False if this practice has no such report. The last one ends those that were only counted, too. */
	dismissReport(practice: PracticeId, report: ReportId): Promise<boolean>
	close(): Promise<void>
}
