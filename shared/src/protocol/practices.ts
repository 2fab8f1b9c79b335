import { z } from 'zod'
import { OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import { isTimeZone } from '../domain/fileName.ts'
import type { AdoptionId, BoardId, PracticeId, ReportId, WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale } from '../domain/locales.ts'
import {
	ADOPTION_STATUSES,
	type Adoption,
	type AdoptionStatus,
	PRACTICE_LICENCES,
	PRACTICE_PROGRESS,
	PRACTICE_SECTIONS,
	PRACTICE_THEMES,
	type Practice,
	type PracticeTexts,
	type PracticeVisibility,
	type Provenance,
	type PublishedPractice,
	TRANSFER_FACTORS,
	type TransferWeight,
	VISIBILITIES,
} from '../domain/Practice.ts'
import type { Passage } from '../domain/practicePassages.ts'
import type { ShownCityQuestion } from './cityQuestions.ts'
import { id, line, text } from './fields.ts'
import { practiceEvidence } from './practiceEvidence.ts'

/*
 * The HTTP contract of the exchange: bodies and queries as schemas, responses as types. Described
 * in docs/API.md.
 */

const longText = text().trim().max(LIMITS.maxCardTextLength)
const record = z.string().regex(/^shape:[A-Za-z0-9_-]{1,64}$/)
const month = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
const country = z.string().regex(/^[A-Z]{2}$/)

/** Texts of one language by section; an empty text removes the section. */
export const practiceTexts = z.partialRecord(z.enum(PRACTICE_SECTIONS), longText)

/** The facts of a practice; in a change, only the facts that change. */
export const practiceFacts = z.object({
	themes: z.array(z.enum(PRACTICE_THEMES)).max(PRACTICE_THEMES.length).exactOptional(),
	categories: z.array(z.enum(OBSTACLE_CATEGORIES)).max(OBSTACLE_CATEGORIES.length).exactOptional(),
	sdgs: z.array(z.int().min(1).max(17)).max(17).exactOptional(),
	city: z
		.object({
			name: text().trim().max(LIMITS.maxCityLength),
			country: country.exactOptional(),
			region: line(LIMITS.maxCityLength).exactOptional(),
			population: z.int().min(0).max(100_000_000).exactOptional(),
		})
		.exactOptional(),
	startedOn: month.exactOptional(),
	endedOn: month.exactOptional(),
	contact: line(LIMITS.maxContactLength).exactOptional(),
	contributors: z
		.array(
			z.object({
				name: text().trim().max(LIMITS.maxNameLength),
				city: text().trim().max(LIMITS.maxCityLength),
				isNamed: z.boolean(),
			}),
		)
		.max(LIMITS.maxContributors)
		.exactOptional(),
	obstacles: z
		.array(z.object({ text: line(LIMITS.maxCardTextLength), category: z.enum(OBSTACLE_CATEGORIES).exactOptional() }))
		.max(LIMITS.maxMetObstacles)
		.exactOptional(),
	licence: z.enum(PRACTICE_LICENCES).exactOptional(),
	/** Replaces all of it. */
	evidence: practiceEvidence.exactOptional(),
})

/** `POST /api/workshops/:id/practices` */
export const startPracticeBody = z.object({
	board: id<BoardId>().exactOptional(),
	card: record.exactOptional(),
	locale: z.enum(LOCALES),
	fields: practiceTexts.exactOptional(),
})
export type StartPracticeBody = z.input<typeof startPracticeBody>

/** `PATCH /api/practices/:id` */
export const changePracticeBody = z.object({
	locale: z.enum(LOCALES).exactOptional(),
	fields: practiceTexts.exactOptional(),
	facts: practiceFacts.exactOptional(),
	/**
	 * The revision that the sender has seen; if the practice has a later one, the change is refused
	 * with 409.
	 */
	baseVersion: z.int().min(1).exactOptional(),
})
export type ChangePracticeBody = z.input<typeof changePracticeBody>

/** `POST /api/practices/:id/publish` */
export const publishBody = z.object({ visibility: z.enum(VISIBILITIES) })

const reason = text().trim().max(LIMITS.maxReasonLength).default('')

/** `POST /api/practices/:id/withdraw`, `POST /api/host/practices/:id/withdraw` */
export const withdrawBody = z.object({ reason }).default({ reason: '' })

/** `POST /api/host/practices/:id/publish`: `print` is that of the draft that the host has read. */
export const releaseBody = z.object({ print: z.string().max(64).exactOptional() }).default({})

/** `POST /api/host/practices/:id/refuse` */
export const refuseBody = z.object({ reason: line(LIMITS.maxReasonLength) })

/** The domain of e-mail addresses, such as `city.example`. */
const domain = z
	.string()
	.trim()
	.toLowerCase()
	.max(LIMITS.maxDomainLength)
	.regex(/^[^\s@/.]+(\.[^\s@/.]+)+$/)
/** `POST /api/host/trusted` */
export const trustBody = z.union([
	z.object({ workshop: id<WorkshopId>(), isTrusted: z.boolean() }),
	z.object({ organisation: domain, isTrusted: z.boolean() }),
])
export type TrustBody = z.input<typeof trustBody>

/** A query parameter with one value, or several separated by commas. */
const list = <Value extends string>(values: readonly Value[]) =>
	z
		.string()
		.transform((joined) => joined.split(',').filter(Boolean))
		.pipe(z.array(z.enum(values)).max(40))
		.exactOptional()
const numbers = z
	.string()
	.transform((joined) => joined.split(',').filter(Boolean).map(Number))
	.pipe(z.array(z.int().min(0).max(9999)).max(40))
	.exactOptional()

const flag = z
	.enum(['0', '1'])
	.default('0')
	.transform((value) => value === '1')

/** `GET /api/practices` */
export const practiceQuery = z.object({
	q: z.string().max(LIMITS.maxQueryLength).default(''),
	locale: z.enum(LOCALES).default('en'),
	category: list(OBSTACLE_CATEGORIES),
	theme: list(PRACTICE_THEMES),
	sdg: numbers,
	year: numbers,
	country: z
		.string()
		.transform((joined) => joined.split(',').filter(Boolean))
		.pipe(z.array(country).max(40))
		.exactOptional(),
	language: list(LOCALES),
	status: list(ADOPTION_STATUSES),
	size: list(['S', 'M', 'L', 'XL'] as const),
	progress: list(PRACTICE_PROGRESS),
	/** One value of the facet `place`. */
	place: z
		.string()
		.max(LIMITS.maxPlaceLength)
		.transform((place) => [place])
		.exactOptional(),
	/** Whether unknown words are searched for as they are. */
	exact: flag,
	/** Whether the facets have `place`: the places of the matches (`readPlace`). */
	places: flag,
	sort: z.enum(['relevance', 'newest', 'adoptions']).default('relevance'),
	limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
	cursor: z.coerce.number().pipe(z.int().min(0).max(LIMITS.maxSearchOffset)).default(0),
})

/** `GET /api/boards/:id/similar` */
export const similarQuery = z.object({
	card: record,
	locale: z.enum(LOCALES).exactOptional(),
	limit: z.coerce.number().pipe(z.int().min(1).max(20)).default(8),
})

/**
 * `POST /api/boards/:id/similar/adopt`: adopts a solution that is similar to a card of this board,
 * or, by its text, one of the solutions of a similar obstacle.
 */
export const adoptSimilarBody = z.object({ card: record, similar: record, solution: longText.exactOptional() })
export type AdoptSimilarBody = z.input<typeof adoptSimilarBody>

/** `POST /api/practices/:id/adopt` */
export const adoptBody = z.object({
	board: id<BoardId>(),
	/** The language of the title and the text. */
	locale: z.enum(LOCALES).exactOptional(),
	/** The text and the description of the card, as the adopter wrote them (ADOPT1a). */
	title: line(LIMITS.maxCardTextLength).exactOptional(),
	text: text().trim().max(LIMITS.maxDescriptionLength).exactOptional(),
})
export type AdoptBody = z.input<typeof adoptBody>

/**
 * `GET /api/workshops/:id/travels`, `…/travels.svg` and `…/travels.csv`: how ideas travelled
 * (`Travels`).
 */
export const travelsQuery = z.object({
	locale: z.enum(LOCALES).exactOptional(),
	zone: z.string().max(64).refine(isTimeZone, 'is no time zone').exactOptional(),
})

/** `PATCH /api/adoptions/:id` */
export const adoptionBody = z.object({
	status: z.enum(ADOPTION_STATUSES).exactOptional(),
	factors: z
		.partialRecord(
			z.enum(TRANSFER_FACTORS),
			z.object({
				weight: z.literal([-2, -1, 0, 1, 2]) as z.ZodType<TransferWeight>,
				note: text().trim().max(LIMITS.maxFactorNoteLength),
			}),
		)
		.exactOptional(),
	adaptation: longText.exactOptional(),
	report: longText.exactOptional(),
	isShown: z.boolean().exactOptional(),
})
export type AdoptionBody = z.input<typeof adoptionBody>
export type AdoptionChange = z.output<typeof adoptionBody>

/**
 * The reasons for reporting a practice: for example, the contributors did not consent to its
 * content, or it is not its authors' work.
 */
export const REPORT_REASONS = ['wrong', 'consent', 'copyright', 'offensive', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

/** `POST /api/practices/:id/reports` */
export const practiceReportBody = z.object({
	reason: z.enum(REPORT_REASONS),
	text: text().trim().max(LIMITS.maxReportLength).default(''),
})
export type PracticeReportBody = z.input<typeof practiceReportBody>

/** An open report of a practice; its sender is not stored. */
export interface PracticeReport {
	id: ReportId
	at: number
	reason: ReportReason
	text: string
}

/**
 * `GET /api/practices/:id/reports`: oldest first; `more` is the number of later reports, which were
 * only counted.
 */
export interface PracticeReports {
	reports: PracticeReport[]
	more: number
}

/**
 * `GET /api/host/reports`: newest first, with the practice and, if that is another one, the server
 * from which it came.
 */
export interface HostReports {
	reports: (PracticeReport & { practice: PracticeId; title: string; origin: string | null })[]
	/** The number of all reports, including those that were only counted. */
	total: number
}

/** A part of a text; `marks` are the start and end of each match, in UTF-16 units. */
export interface MarkedText {
	text: string
	marks: [number, number][]
}

/** A practice in a list of results. */
export interface FoundPractice {
	id: PracticeId
	version: number
	title: MarkedText
	abstract: MarkedText
	/** A match in another section, and the passage that has it, which is translated (READ9). */
	excerpt?: MarkedText & { passage?: Passage }
	/** The language of these texts. */
	locale: Locale
	languages: Locale[]
	city: string
	country?: string
	themes: string[]
	categories: string[]
	sdgs: number[]
	at: number
	adoptions: number
	visibility: PracticeVisibility
	/** The server from which the practice came; absent for this one. */
	origin?: string
	/** The organisation that hosts that server. */
	organisation?: string
	/** The first image of the practice. */
	image?: { path: string; alt: string }
}
export interface FoundPractices {
	practices: FoundPractice[]
	total: number
	/** By filter and value: the number of matches with that value, among all matches. */
	facets: Record<string, Record<string, number>>
	/** The cursor of the next page; null on the last page. */
	cursor: string | null
	isPartial: boolean
	corrected: string | null
}

/** `GET /api/host/practices` */
export interface HostPractices {
	/** Practices that wait for a review before they become public. */
	waiting: Practice[]
	/** Public practices, newest first. */
	public: FoundPractice[]
	total: number
	/** The practices of other servers that arrived last, and those that the host blocked. */
	received: ReceivedSummary[]
	blocked: ReceivedSummary[]
	/** The workshops whose practices are published without waiting (PRACTICE4c). */
	trusted: { id: WorkshopId; title: string }[]
	/** The same for organisations, by the domain of their addresses. */
	trustedOrganisations: string[]
	/** Whether people sign in, so that their organisations are known. */
	hasSignIn: boolean
}

/** A practice of another server in the host's list; `at` is the time of its version, in ms. */
export interface ReceivedSummary {
	id: PracticeId
	version: number
	title: string
	city: string
	at: number
	/** The server that published it; null for a blocked one. */
	origin: string | null
}

/** A server of which practices, or reports, questions and answers (`notices`), are here. */
export interface HostServer {
	key: string
	/** Null if it is not known. */
	url: string | null
	practices: number
	notices: number
	/** When the host blocked it, in ms. */
	blockedAt: number | null
}

/** `GET /api/host/servers`: blocked ones first, then those with most practices. */
export interface HostServers {
	servers: HostServer[]
}

/** `POST /api/host/servers` (EXCH5a) */
export const blockServerBody = z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{43}$/), isBlocked: z.boolean() })
export type BlockServerBody = z.input<typeof blockServerBody>

/** `GET /api/host/waiting`: the numbers of practices and reports that wait for the host. */
export interface HostWaiting {
	waiting: number
	reports: number
}

/**
 * `GET /api/host/practices/:id`: a practice that waits for the host, as it would be published now.
 */
export interface WaitingPractice {
	practice: Practice
	/** Whose people opened its workshop (`Workshop.organisation`); null if that is not known. */
	organisation: string | null
	preview: PublishedPractice
	/** Changes with every change of the preview. */
	print: string
}

/** An adoption as it is shown to everyone who can see the practice. */
export interface ShownAdoption {
	city: string
	country?: string
	status: AdoptionStatus
	at: number
	report: string
	/** For an adoption on another server: its address, or its key if that is not known. */
	server?: string
}

/** `GET /api/workshops/:id/practices`: newest first. */
export interface WorkshopPractices {
	practices: Practice[]
	/** For facilitators: the number of open reports of each practice that has any. */
	reports?: Partial<Record<PracticeId, number>>
	/** The same for open questions (ASK2). */
	questions?: Partial<Record<PracticeId, number>>
}

/** The withdrawal of a practice by its workshop, its host or its server; `at` is in ms. */
export interface Withdrawal {
	at: number
	/** May be empty. */
	reason: string
}

/** `GET /api/practices/:id` */
export interface PracticeView {
	/** The published version; null for a draft, and once it was withdrawn. */
	published: PublishedPractice | null
	visibility: PracticeVisibility
	/** The server that published it; null for this one. */
	origin: string | null
	/** The server that passed the practice on, if that was another one. */
	via: string | null
	/**
	 * Whether signatures cover the addresses `origin` and `via`; those of the content always do.
	 */
	isRouteSigned: boolean
	/** The languages whose texts are older than the original. */
	outdated: Locale[]
	versions: { version: number; at: number }[]
	adoptions: ShownAdoption[]
	/** The questions that the reader may see, oldest first (ASK2). */
	questions: ShownCityQuestion[]
	/** Whether the reader may ask the practice's city (ASK1). */
	canAsk: boolean
	/** For a practice that was withdrawn: when, and why. */
	withdrawal: Withdrawal | null
	/**
	 * For members of its workshop: the practice in its current state, its current texts, and every
	 * adoption.
	 */
	draft?: { practice: Practice; texts: Partial<Record<Locale, PracticeTexts>>; adoptions: Adoption[] }
}

/** A practice, or a card of another board, that is similar to a card. */
export interface SimilarItem {
	kind: 'practice' | 'card'
	id: string
	title: string
	/** For a practice: the language of its title. */
	locale?: Locale
	from: { city: string; workshop?: string; session?: string; group?: string }
	score: number
	/** The reason for the similarity: shared words, or the same category. */
	why: 'text' | 'category'
	/** For a card: the solutions that address it. */
	solutions?: string[]
}
export interface SimilarItems {
	similar: SimilarItem[]
}

/** `POST /api/practices/:id/adopt`, `POST /api/boards/:id/similar/adopt` */
export interface AdoptResult {
	card: string
	adoption: Adoption
}
/** `GET /api/workshops/:id/adoptions` */
export interface WorkshopAdoptions {
	adoptions: (Adoption & {
		title: string
		/** The language of the title; empty if it is unknown. */
		titleLocale: Locale | ''
		from: Provenance | null
		withdrawal: Withdrawal | null
	})[]
}
export type { AdoptionId }
