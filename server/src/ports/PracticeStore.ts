import type {
	Adoption,
	AdoptionId,
	AdoptionStatus,
	AnswerNotice,
	BoardId,
	CityQuestion,
	CollectionId,
	ExchangeNotice,
	ExchangeServer,
	HostReports,
	HostServer,
	Locale,
	ObstacleCategory,
	Passage,
	Practice,
	PracticeCollection,
	PracticeId,
	PracticeProgress,
	PracticeReport,
	PracticeReports,
	PracticeTheme,
	PracticeVisibility,
	PublishedPractice,
	QuestionId,
	ReceivedSummary,
	ReportId,
	SentAnswer,
	SignedNotice,
	SignedPractice,
	Withdrawal,
	WorkshopId,
} from '@charrette/shared'
import type { Synonym } from '../search/planQuery.ts'

/** The search terms of a practice in one language, separated by spaces (`indexTerms`). */
export interface IndexedText {
	locale: Locale
	title: string
	abstract: string
	body: string
	/** The names of its themes, categories, goals, city and country, in all languages. */
	labels: string
	/** The names of the city in other languages. No word is corrected to one of them. */
	names: string
	/** The place of the practice's city (`readPlace`); absent for a city that is not in the list. */
	place?: string
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

/** A practice that was published before the map, or whose city is not in the list of cities. */
interface UnplacedPractice {
	id: PracticeId
	version: number
	city: { name: string; country?: string }
}

/** The place of a version (`readPlace`). */
interface PracticePlace {
	id: PracticeId
	version: number
	place: string
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

/** What is known about a reader's city. */
export interface ReaderCity {
	/** An ISO 3166 code of two letters. */
	country?: string
	/** In degrees. */
	at?: { latitude: number; longitude: number }
	size?: CitySize
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
	/** How far it has come. */
	progress?: readonly PracticeProgress[]
	/** The place of its city (`readPlace`). */
	place?: readonly string[]
}
export type CitySize = 'S' | 'M' | 'L' | 'XL'
export type FilterName = keyof PracticeFilters

export interface PracticeQuery {
	reader: PracticeReader
	/** At most `LIMITS.maxQueryLength` characters; empty for all practices. */
	text: string
	/** What else may stand for words of the text (FIND7). */
	synonyms: readonly Synonym[]
	/** Whether words without a match are searched for as they are, without corrections. */
	isExact?: boolean
	/** The language of the reader: texts in it are preferred. */
	locale: Locale
	/** The reader's city: without a text, practices of cities like it come first (FIND11). */
	city?: ReaderCity | undefined
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
	excerpt?: Excerpt & { passage?: Passage }
	adoptions: number
}

export interface PracticeHits {
	hits: PracticeHit[]
	total: number
	/** Number of matches, on all pages, for each value of each filter. */
	counts: Partial<Record<FilterName, Record<string, number>>>
	/**
	 * True if no practice has all words of the query, so that these hits have only some of them. Hits
	 * with some of the words also follow fewer than three hits with all of them.
	 */
	isPartial: boolean
	/**
	 * The query as it was typed, with unknown words replaced by the words that were found instead;
	 * null if none was replaced.
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
	source: { city: string; country?: string; original: Locale; titles: Partial<Record<Locale, string>> } | null
}

/** A notice for other servers; `signed` is null for one of this server, which signs it then. */
export interface OfferedNotice {
	seq: number
	notice: ExchangeNotice
	signed: SignedNotice | null
}
type WithdrawalNotice = ExchangeNotice & { kind: 'withdrawal' }

/** A question or its answer, and the listed version of its practice. */
interface QuestionSubject {
	id: QuestionId
	practice: PracticeId
	version: number
	at: number
}

/** A question or an answer; `key` is empty for this server, `url` is that of another one. */
export interface StoredNotice {
	notice: ExchangeNotice
	key: string
	url: string | null
	/** The workshop of this server that asked. */
	workshop: WorkshopId | null
}

/** An adoption on another server, with the practice that was adopted. */
export interface TravelledReport {
	signed: SignedNotice
	source: NonNullable<TravelledAdoption['source']>
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
	/** Practices of all workshops that wait for the host (`waitsForHost`), oldest change first. */
	waitingForHost(limit: number): Promise<Practice[]>
	countWaiting(): Promise<number>
	/** The listed practices of other servers, and those that the host blocked; newest first. */
	received(limit: number): Promise<ReceivedSummary[]>
	blocked(limit: number): Promise<ReceivedSummary[]>
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
	/**
	 * Removes practices from the list; their versions stay. With a note, the withdrawal of those of
	 * this server is a notice (RETURN2).
	 */
	withdraw(ids: readonly PracticeId[], note?: Withdrawal): Promise<void>
	/**
	 * Removes a practice of another server from the list permanently: `isBlocked` returns true from
	 * then on, until `unblock`.
	 */
	block(id: PracticeId): Promise<void>
	/** False if it was not blocked. */
	unblock(id: PracticeId): Promise<boolean>
	isBlocked(id: PracticeId): Promise<boolean>
	/**
	 * Erases everything that a server sent, from the list and from the notices, and remembers it:
	 * `isServerBlocked` returns true from then on, until `unblockServer`.
	 */
	blockServer(key: string, at: number): Promise<void>
	/** False if it was not blocked. */
	unblockServer(key: string): Promise<boolean>
	isServerBlocked(key: string): Promise<boolean>
	/** The servers of which something is here, and the blocked ones. */
	servers(limit: number): Promise<HostServer[]>
	/** Returns the listed version of a practice, without a check of its visibility. */
	listed(id: PracticeId): Promise<ListedPractice | null>
	/**
	 * Returns the listed ones among these practices with their number of adoptions, in any order and
	 * without a check of their visibility.
	 */
	listedAmong(ids: readonly PracticeId[]): Promise<Pick<PracticeHit, 'listed' | 'adoptions'>[]>
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
	/**
	 * The listed practices without a place on the map, with their cities, by id; with `after`, those
	 * that follow this id.
	 */
	unplaced(limit: number, after: PracticeId | null): Promise<UnplacedPractice[]>
	/** Sets the places of these versions, as far as they are still listed (MAP3). */
	setPlaces(places: readonly PracticePlace[]): Promise<void>
	/** A counter that increases with every change of the list. */
	changes(): Promise<number>
	search(query: PracticeQuery): Promise<PracticeHits>
	/** Practices that are like a text, best first. */
	similar(query: {
		reader: PracticeReader
		text: string
		synonyms: readonly Synonym[]
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
	/**
	 * Stores a notice of another server in place of an earlier one; false if it is not newer.
	 * `isOffered`: this server passes it on.
	 */
	saveNotice(signed: SignedNotice, options: { isOffered: boolean }): Promise<boolean>
	/** Whether a notice with the same subject and key is stored. */
	hasNotice(notice: ExchangeNotice, key: string): Promise<boolean>
	/** The notices that are offered to other servers and follow `after`, in order. */
	notices(after: number, limit: number): Promise<OfferedNotice[]>
	/** The same, newest first; with an id only those about one practice. */
	newestNotices(limit: number, practice: PracticeId | null): Promise<OfferedNotice[]>
	/** Number of the notices of other servers: of all, of a key, or about adoptions of a practice. */
	countNotices(of?: { key?: string; adopted?: PracticeId }): Promise<number>
	/** The adoptions of a practice on other servers that are shown, oldest first. */
	adoptionReports(practice: PracticeId): Promise<SignedNotice[]>
	/** The last withdrawal of a practice by a key, or by this server; null without any. */
	withdrawalOf(practice: PracticeId, key?: string): Promise<WithdrawalNotice | null>
	/** The adoptions of a workshop's practices on other servers; newest first. */
	adoptionReportsAround(workshop: WorkshopId, limit: number): Promise<TravelledReport[]>
	/** Stores a question of a workshop of this server; `giver` is empty for its own practice. */
	ask(question: QuestionSubject & { giver: string; workshop: WorkshopId; question: CityQuestion }): Promise<void>
	/**
	 * Stores an answer of this server in place of an earlier one; `asker` is empty for a question
	 * asked here. Without an answer, the words of a question of another server are erased.
	 */
	answer(
		answer: QuestionSubject & { asker: string; answer: SentAnswer | null } & Pick<AnswerNotice, 'refusal'>,
	): Promise<void>
	/** Takes back a question that was asked here; false if there is none. */
	takeBackQuestion(id: QuestionId, at: number): Promise<boolean>
	/** The questions about a practice and their answers, of all servers, oldest first. */
	cityQuestions(practice: PracticeId): Promise<StoredNotice[]>
	/** Number of open questions of each practice of a workshop that has any. */
	openQuestionCounts(workshop: WorkshopId): Promise<Partial<Record<PracticeId, number>>>
	/** The newest questions and answers that this server shows, with titles of practices. */
	newestQuestions(limit: number): Promise<(StoredNotice & { title: string })[]>
	/** Erases an answer of another server for ever; false if there is none. */
	removeAnswer(of: { id: QuestionId; asker: string; key: string }): Promise<boolean>
	/** Erases the answers of a server about a practice, until it sends them again. */
	eraseAnswers(practice: PracticeId, key: string): Promise<void>
	/** Stores a collection; false if its workshop has as many as it may have. */
	addCollection(collection: PracticeCollection): Promise<boolean>
	findCollection(id: CollectionId): Promise<PracticeCollection | null>
	/** The collections of a workshop, newest first. */
	collectionsOf(workshop: WorkshopId): Promise<PracticeCollection[]>
	/** Like `update`, for a collection. */
	updateCollection(
		id: CollectionId,
		change: (collection: PracticeCollection) => PracticeCollection,
	): Promise<PracticeCollection | null>
	/** False if there was none. */
	removeCollection(id: CollectionId): Promise<boolean>
	close(): Promise<void>
}
