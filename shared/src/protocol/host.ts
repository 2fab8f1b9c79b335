import { z } from 'zod'
import type { WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type LocalText } from '../domain/locales.ts'
import { localText, text } from './fields.ts'

/* The page of the server's host. Described in docs/API.md. */

/** `POST /api/host/session` */
export const hostSessionBody = z.object({ key: z.string().min(1).max(500) })
/** A sign-in of the host; `until` is its end, in ms. */
export interface HostSession {
	token: string
	until: number
}

/** What the host's list of workshops can be ordered by. */
export const HOST_SORTS = ['changed', 'created', 'title', 'people', 'boards', 'bytes'] as const
export type HostSort = (typeof HOST_SORTS)[number]

/** `GET /api/host/workshops`: `after` is the `next` of the page before. */
export const hostWorkshopsQuery = z.object({
	q: text().trim().max(LIMITS.maxTitleLength).default(''),
	sort: z.enum(HOST_SORTS).default('changed'),
	order: z.enum(['asc', 'desc']).default('desc'),
	after: z.string().max(1000).exactOptional(),
})

export type HostWorkshopsQuery = z.output<typeof hostWorkshopsQuery>

/** A workshop in the host's list. Times are in ms, `bytes` those of its boards and their versions, without images. */
export interface HostWorkshop {
	id: WorkshopId
	title: string
	createdAt: number
	/** When it or one of its boards was changed last. */
	changedAt: number
	/** When somebody changed or opened it last, or the host kept it (HOST10). */
	usedAt: number
	people: number
	boards: number
	bytes: number
	/** Whether the host has closed it. */
	isClosed: boolean
}
export interface HostWorkshops {
	workshops: HostWorkshop[]
	next: string | null
	/** How many match. */
	total: number
	/** A workshop is deleted so many days after its last use; null for never. */
	retentionDays: number | null
}

/** What is stored, and how much. `images` is null where they are in the database. */
export interface HostStorage {
	kind: 'SQLite' | 'PostgreSQL'
	version: string
	/** The last migration. */
	schema: string
	database: number
	images: number | null
}

/** An error of the last day, by its message. */
export interface HostError {
	message: string
	count: number
	lastAt: number
}

/** `GET /api/host/machine`: sizes are in bytes, delays of the event loop in ms, times in ms. */
export interface HostMachine {
	version: string
	node: string
	startedAt: number
	storage: HostStorage
	disk: { free: number; total: number }
	memory: { used: number; free: number; total: number }
	delay: { p50: number; p99: number }
	/** Nodes of the server, and what this one has open. */
	nodes: number
	rooms: number
	sockets: number
	errors: HostError[]
}

/** What happened on a day (UTC, `2026-11-27`): people who were there, edits that were saved, workshops in which somebody was. */
export interface UsageDay {
	day: string
	people: number
	edits: number
	workshops: number
}

/** `GET /api/host/usage`: the last 90 days, oldest first. */
export interface HostUsage {
	days: UsageDay[]
}

/** `POST /api/host/settings` */
export const hostSettingsBody = z.object({
	/** Of the organisation that hosts the server. */
	name: text().trim().max(LIMITS.maxOrganisationLength),
	/** The languages that a new workshop begins with; none for that of whoever opens it alone. */
	locales: z.array(z.enum(LOCALES)).max(LOCALES.length),
	/** Shown on the join page. */
	line: localText(LIMITS.maxHostLineLength),
	/** Plain text; addresses in it become links. */
	notice: localText(LIMITS.maxLegalLength),
	privacy: localText(LIMITS.maxLegalLength),
	/** Who opens workshops: everybody, or who has the key. */
	opening: z.enum(['everyone', 'key']),
})
export type HostSettings = z.output<typeof hostSettingsBody>

/** `GET /api/host/settings`; `logo` is its path. */
export interface HostSettingsView {
	settings: HostSettings
	logo: string | null
}

/** What everybody sees of the organisation that hosts the server. */
export interface ServerHost {
	name: string
	/** The path of its logo. */
	logo: string | null
	line: LocalText
	/** Whether there is a legal notice or a privacy text. */
	hasTexts: boolean
}

/** `GET /api/legal` */
export interface LegalTexts {
	name: string
	notice: LocalText
	privacy: LocalText
}

/** `DELETE /api/host/workshops/:id`: the title, so that no other one is erased by mistake. */
export const eraseBody = z.object({ title: z.string().max(2 * LIMITS.maxTitleLength) })
