import { z } from 'zod'
import type { WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type LocalText } from '../domain/locales.ts'
import type { ClientError } from './clientErrors.ts'
import { localText, text } from './fields.ts'

/* The HTTP contract of the host's page. Described in docs/API.md. */

/** `POST /api/host/session` */
export const hostSessionBody = z.object({ key: z.string().min(1).max(500) })
/** A session of the signed-in host; `until` is its end, in ms. */
export interface HostSession {
	token: string
	until: number
}

/** The columns by which the host's list of workshops can be sorted. */
export const HOST_SORTS = ['changed', 'created', 'title', 'people', 'boards', 'bytes'] as const
export type HostSort = (typeof HOST_SORTS)[number]

/** `GET /api/host/workshops`: `after` is the `next` of the previous page. */
export const hostWorkshopsQuery = z.object({
	q: text().trim().max(LIMITS.maxTitleLength).default(''),
	sort: z.enum(HOST_SORTS).default('changed'),
	order: z.enum(['asc', 'desc']).default('desc'),
	after: z.string().max(1000).exactOptional(),
})

export type HostWorkshopsQuery = z.output<typeof hostWorkshopsQuery>

/**
 * A workshop in the host's list. Times are in ms. `bytes` is the size of its boards and their
 * versions, without images.
 */
export interface HostWorkshop {
	id: WorkshopId
	title: string
	createdAt: number
	/** When the workshop or one of its boards was last changed. */
	changedAt: number
	/** When a person last changed or opened the workshop, or the host kept it (HOST10). */
	usedAt: number
	people: number
	boards: number
	bytes: number
	/** Whether the host has closed the workshop. */
	isClosed: boolean
}
/**
 * A deletion of unused workshops that waits for the host, because they are most of all workshops
 * (HOST10d). Once confirmed, it is done by the sweeps of the next days.
 */
export interface MassDeletion {
	unused: number
	all: number
	isConfirmed: boolean
}
export interface HostWorkshops {
	workshops: HostWorkshop[]
	next: string | null
	/** The number of workshops that match. */
	total: number
	/** The number of days after its last use when a workshop is deleted; null for never. */
	retentionDays: number | null
	/** Null if no deletion waits for the host. */
	massDeletion: MassDeletion | null
}

/** The storage and its sizes. `images` is null if images are stored in the database. */
export interface HostStorage {
	kind: 'SQLite' | 'PostgreSQL'
	version: string
	/** The name of the last migration. */
	schema: string
	database: number
	images: number | null
}

/** An error of the last day, grouped by its message. */
export interface HostError {
	message: string
	count: number
	lastAt: number
}

/** An error of the last day in clients, as they reported it (HOST11). */
export interface HostClientError extends ClientError, Omit<HostError, 'message'> {}

/** The newest release, if the host has turned the notice on (UPDATE1). */
export interface HostUpdate {
	/** Its version; null while it is not known. */
	newest: string | null
	/** The page that describes it; null without one. */
	url: string | null
	/** Whether it is newer than this server. */
	isNewer: boolean
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
	/** The number of nodes of the server, and the open rooms and sockets of this node. */
	nodes: number
	rooms: number
	sockets: number
	errors: HostError[]
	clientErrors: HostClientError[]
	/** Null if the host has not turned the notice on. */
	update: HostUpdate | null
}

/**
 * The usage of a day (UTC, `2026-11-27`): people who were present, edits that were saved, and
 * workshops in which people were present.
 */
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

export const hostSettings = z.object({
	/** The name of the organisation that hosts the server. */
	name: text().trim().max(LIMITS.maxOrganisationLength),
	/**
	 * The initial languages of a new workshop; if empty, only the language of the person who opens
	 * it.
	 */
	locales: z.array(z.enum(LOCALES)).max(LOCALES.length),
	/** Shown on the join page. */
	line: localText(LIMITS.maxHostLineLength),
	/** The legal notice and the privacy text, as plain text; addresses in them become links. */
	notice: localText(LIMITS.maxLegalLength),
	privacy: localText(LIMITS.maxLegalLength),
	/** The people who may open workshops: everyone, or only people with the key. */
	opening: z.enum(['everyone', 'key']),
})
export type HostSettings = z.output<typeof hostSettings>

/** Texts of some languages; an empty one removes that of its language. */
const changedTexts = (max: number): z.ZodType<LocalText, LocalText> =>
	z.partialRecord(z.enum(LOCALES), text().trim().max(max))

/** `POST /api/host/settings`: the changed fields, so that two hosts keep each other's (HOST8d). */
export const hostSettingsBody = z.object({
	name: hostSettings.shape.name.exactOptional(),
	locales: hostSettings.shape.locales.exactOptional(),
	line: changedTexts(LIMITS.maxHostLineLength).exactOptional(),
	notice: changedTexts(LIMITS.maxLegalLength).exactOptional(),
	privacy: changedTexts(LIMITS.maxLegalLength).exactOptional(),
	opening: hostSettings.shape.opening.exactOptional(),
})
export type HostSettingsBody = z.input<typeof hostSettingsBody>

/** `GET /api/host/settings`; `logo` is the logo's path. */
export interface HostSettingsView {
	settings: HostSettings
	logo: string | null
}

/** The public facts about the organisation that hosts the server. */
export interface ServerHost {
	name: string
	/** The path of its logo. */
	logo: string | null
	line: LocalText
	/** Whether the page `/legal` says something. */
	hasTexts: boolean
}

/** `GET /api/legal` */
export interface LegalTexts {
	name: string
	notice: LocalText
	privacy: LocalText
	/** The host of the translator's address, to which texts go; null for none (HOST8c). */
	translator: string | null
}

/** `DELETE /api/host/workshops/:id`: the title, so that no other workshop is deleted by mistake. */
export const erasePersonBody = z.object({
	/** An id, or a name. */
	person: z
		.string()
		.min(1)
		.max(2 * LIMITS.maxNameLength),
	withCards: z.boolean(),
})
export const eraseBody = z.object({ title: z.string().max(2 * LIMITS.maxTitleLength) })
