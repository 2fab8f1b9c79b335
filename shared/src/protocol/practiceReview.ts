import { z } from 'zod'
import type { PracticeId, ReportId, WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { Practice, PublishedPractice } from '../domain/Practice.ts'
import { id, line, text } from './fields.ts'
import type { FoundPractice } from './practiceSearch.ts'

/*
 * The HTTP contract of the host's review of practices, of reports of practices, and of the servers
 * from which practices come.
 */

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
