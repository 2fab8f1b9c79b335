import type { ImageType, ImageWidth, ObstacleCategory } from './BoardContent.ts'
import type { AdoptionId, BoardId, PracticeId, WorkshopId } from './ids.ts'
import { LOCALES, type Locale } from './locales.ts'

/**
 * A practice: a solution of a workshop, written down so that another city can adopt it. Its texts
 * are sections, each in one or more languages, in a document of its own (`practice:<id>`). All
 * other facts about it are in its `PracticeFacts`.
 */

/** The sections of a practice and the maximum number of words of each, in the order of the form. */
export const SECTION_WORDS = {
	title: 25,
	abstract: 150,
	context: 50,
	objectives: 100,
	process: 400,
	resources: 200,
	obstacles: 200,
	results: 250,
	lessons: 300,
	transferability: 300,
} as const
export type PracticeSection = keyof typeof SECTION_WORDS
export const PRACTICE_SECTIONS = Object.keys(SECTION_WORDS) as PracticeSection[]

/** The texts of a practice in one language; unwritten sections are missing. */
export type PracticeTexts = Partial<Record<PracticeSection, string>>

export const PRACTICE_THEMES = [
	'housing',
	'mobility',
	'publicSpace',
	'water',
	'waste',
	'energy',
	'climate',
	'food',
	'health',
	'education',
	'economy',
	'culture',
	'inclusion',
	'safety',
	'participation',
	'digital',
] as const
export type PracticeTheme = (typeof PRACTICE_THEMES)[number]

/** The Sustainable Development Goals of the United Nations, by number. */
export const SDGS = Array.from({ length: 17 }, (_, index) => index + 1)

/**
 * The licences of practices, by SPDX identifier: the conditions under which others may use them.
 */
export const PRACTICE_LICENCES = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0'] as const
export type PracticeLicence = (typeof PRACTICE_LICENCES)[number]

/** A person who contributed; the name is shown only with their consent. */
export interface Contributor {
	name: string
	city: string
	isNamed: boolean
}

/** An obstacle that the practice answers, as it was on the board when the practice was begun. */
export interface AddressedObstacle {
	text: string
	category?: ObstacleCategory
}

/**
 * An image of a practice: the path of a stored image, its alt text and its size, of which only the
 * ratio is used.
 */
export interface PracticeImage {
	path: string
	alt: string
	width?: number
	height?: number
	/** The copy of the image that other servers receive, once it was published here. */
	copy?: ImageCopy
}

/**
 * A copy of an image at `<path>?w=<w>`. Its SHA-256 (hexadecimal) and its number of bytes are
 * signed with the practice.
 */
export interface ImageCopy {
	w: ImageWidth
	type: ImageType
	/** The size of the copy, in bytes. */
	bytes: number
	sha256: string
}

/** How far a practice has come. One that failed teaches as much as one that works. */
export const PRACTICE_PROGRESS = ['idea', 'pilot', 'running', 'scaled', 'ended', 'failed'] as const
export type PracticeProgress = (typeof PRACTICE_PROGRESS)[number]

/** A figure of a year. */
export interface MeasuredValue {
	value: number
	year: number
}

/** A figure before and after the practice, such as a travel time in minutes. */
export interface PracticeFigure {
	indicator: string
	unit: string
	before: MeasuredValue
	after: MeasuredValue
}

/** What others can check about a practice. */
export interface PracticeEvidence {
	progress?: PracticeProgress
	/** In a currency of ISO 4217, at the prices of the year. */
	cost?: { amount: number; currency: string; year: number }
	funding?: string
	partners?: string
	/** Pages and documents about it, over http or https. */
	links: { url: string; title: string }[]
	/** PDF files on the server of the practice; absent in evidence of former releases. */
	documents?: PracticeDocument[]
	figures: PracticeFigure[]
}

/** A PDF file that belongs to a practice. Other servers link to it (DOCUMENT1). */
export interface PracticeDocument {
	/** The path on the server of the practice; it matches `DOCUMENT_PATH_PATTERN`. */
	path: string
	title: string
	bytes: number
}

/** Everything about a practice except its texts. */
export interface PracticeFacts {
	themes: PracticeTheme[]
	categories: ObstacleCategory[]
	sdgs: number[]
	/** `country` is an ISO 3166 code of two letters. */
	city: { name: string; country?: string; region?: string; population?: number }
	/** The dates of the practice, as `2024` or `2024-05`. */
	startedOn?: string
	endedOn?: string
	/** How to reach a person who knows more; shown with the practice. */
	contact?: string
	contributors: Contributor[]
	obstacles: AddressedObstacle[]
	licence: PracticeLicence
	images: PracticeImage[]
	evidence?: PracticeEvidence
}

/** The facts of a practice about which nothing is known yet. */
export const EMPTY_FACTS: PracticeFacts = {
	themes: [],
	categories: [],
	sdgs: [],
	city: { name: '' },
	contributors: [],
	obstacles: [],
	licence: 'CC-BY-4.0',
	images: [],
}

/** The origin of a practice or an adopted card, in the words that people read. */
export interface Provenance {
	city: string
	workshop: string
	session?: string
	group?: string
	/** The organisation that hosts the server, in a published practice. */
	organisation?: string
	/** When the practice or card was begun, in ms. */
	at: number
}

export const PRACTICE_STATES = ['draft', 'inReview', 'published', 'withdrawn'] as const
export type PracticeState = (typeof PRACTICE_STATES)[number]

/**
 * The audiences of a published practice: the members of its workshop, everyone with an account of a
 * workshop on this server, or everyone.
 */
export const VISIBILITIES = ['workshop', 'server', 'public'] as const
export type PracticeVisibility = (typeof VISIBILITIES)[number]

/**
 * The request of facilitators that the host of the server publish a practice for everybody, and the
 * host's decision (PRACTICE4a). `at` is the time of the request or the decision, in ms.
 */
export interface HostReview {
	state: 'waiting' | 'published' | 'refused' | 'withdrawn'
	at: number
	/** The host's words to the facilitators; may be empty. */
	reason: string
	/** The organisation of its workshop, while it waits. */
	organisation?: string
}

/** A practice as its workshop edits it. */
export interface Practice {
	id: PracticeId
	workshop: WorkshopId
	/** Increases with each change except changes of the texts. */
	revision: number
	state: PracticeState
	visibility: PracticeVisibility
	/**
	 * The title for lists, as of the beginning, the latest call that changed it, or the latest
	 * publication.
	 */
	title: string
	/** The language in which the practice was begun; the others are translations. */
	original: Locale
	facts: PracticeFacts
	provenance: Provenance
	/** The card from which the practice was written. */
	source?: { board: BoardId; card: string }
	/** The number of the published version; 0 before the first. */
	version: number
	/** Missing if the host was never asked. */
	review?: HostReview
	createdAt: number
	updatedAt: number
}

/** Returns whether a practice waits for the host of the server. */
export function waitsForHost({ review, state, visibility }: Practice): boolean {
	// Former releases wrote no review.
	return review ? review.state === 'waiting' : state === 'inReview' && visibility === 'public'
}

/**
 * The texts of one language in a published version; `at` is the time in ms of the version in which
 * they last changed.
 */
export interface PublishedTexts {
	at: number
	texts: PracticeTexts
}

/**
 * One published version of a practice, as it is searched, shown, adopted and sent to other servers.
 * It never changes.
 */
export interface PublishedPractice {
	id: PracticeId
	version: number
	at: number
	original: Locale
	facts: PracticeFacts
	provenance: Provenance
	texts: Partial<Record<Locale, PublishedTexts>>
}

/** Returns the languages of a published practice, the original first. */
export function localesOf({ texts, original }: Pick<PublishedPractice, 'texts' | 'original'>): Locale[] {
	const locales = LOCALES.filter((locale) => texts[locale])
	return [...locales.filter((locale) => locale === original), ...locales.filter((locale) => locale !== original)]
}

/**
 * Returns the languages whose texts are older than those of the original, so that the translation
 * has to be reviewed.
 */
export function outdatedLocales(practice: PublishedPractice): Locale[] {
	const original = practice.texts[practice.original]
	return localesOf(practice).filter((locale) => (practice.texts[locale]?.at ?? 0) < (original?.at ?? 0))
}

/** Returns the facts to publish: contributors who did not consent have no name. */
export function publicFacts(facts: PracticeFacts): PracticeFacts {
	const contributors = facts.contributors.map((person) => (person.isNamed ? person : { ...person, name: '' }))
	return { ...facts, contributors }
}

/** The factors of a transfer check. */
export const TRANSFER_FACTORS = ['law', 'money', 'skills', 'politics', 'data', 'acceptance', 'institutions'] as const
export type TransferFactor = (typeof TRANSFER_FACTORS)[number]

/** The effect of a factor: 2 helps, 1 rather helps, 0 neutral, −1 rather blocks, −2 blocks. */
export type TransferWeight = -2 | -1 | 0 | 1 | 2

export const ADOPTION_STATUSES = ['interested', 'adapting', 'inUse', 'notSuitable'] as const
export type AdoptionStatus = (typeof ADOPTION_STATUSES)[number]

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
const HAN = /\p{Script=Han}/gu

/**
 * Counts the words of a text. A Chinese character counts as half a word, as is usual in
 * translation.
 */
export function countWords(text: string): number {
	const characters = text.match(HAN)?.length ?? 0
	let words = 0
	for (const { isWordLike } of segmenter.segment(text.replace(HAN, ' '))) if (isWordLike) words++
	return words + Math.ceil(characters / 2)
}

/** A city's assessment of one factor of a transfer check. */
export interface FactorCheck {
	weight: TransferWeight
	note: string
}

/** A solution of another board, as it was at the time of its adoption. */
export interface AdoptedSolution {
	/** The workshop of that board; may be the adopters' own workshop. */
	workshop: WorkshopId
	text: string
	from: Omit<Provenance, 'at'>
}

/** A city's adoption of a practice, or of a solution, with its transfer check. Times are in ms. */
export interface Adoption {
	id: AdoptionId
	/** Null for a solution. */
	practice: PracticeId | null
	/** The version that was adopted; 0 for a solution. */
	version: number
	solution?: AdoptedSolution
	/** The server of the practice, if that is another one. */
	origin?: { url: string; key: string }
	/** The workshop of the adopters, whose members edit the adoption. */
	workshop: WorkshopId
	board: BoardId
	card: string
	city: { name: string; country?: string }
	status: AdoptionStatus
	/** When each status was last set. */
	statusAt: Partial<Record<AdoptionStatus, number>>
	factors: Partial<Record<TransferFactor, FactorCheck>>
	/** The changes that the city must make to the practice. */
	adaptation: string
	/** The lessons that the city learned, for the origin. */
	report: string
	/** Whether the page of the practice names the city (consent). */
	isShown: boolean
	/** Increases with each change. */
	revision: number
	createdAt: number
	updatedAt: number
}
