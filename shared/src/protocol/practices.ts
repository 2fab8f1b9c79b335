import { z } from 'zod'
import { OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import { isTimeZone } from '../domain/fileName.ts'
import type { BoardId, PracticeId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale } from '../domain/locales.ts'
import {
	ADOPTION_STATUSES,
	type Adoption,
	type AdoptionStatus,
	PRACTICE_LICENCES,
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
import type { ShownCityQuestion } from './cityQuestions.ts'
import { country, id, line, shapeId, text } from './fields.ts'
import { practiceEvidence } from './practiceEvidence.ts'

/*
 * The HTTP contract of the exchange: practices as they are written, published, read and adopted.
 * Bodies and queries are schemas, responses are types. Described in docs/API.md.
 */

const longText = text().trim().max(LIMITS.maxCardTextLength)

const month = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)

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
	card: shapeId.exactOptional(),
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

/**
 * `POST /api/boards/:id/similar/adopt`: adopts a solution that is similar to a card of this board,
 * or, by its text, one of the solutions of a similar obstacle.
 */
export const adoptSimilarBody = z.object({ card: shapeId, similar: shapeId, solution: longText.exactOptional() })
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
