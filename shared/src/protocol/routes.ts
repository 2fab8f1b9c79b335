import { z } from 'zod'
import { IMAGE_WIDTHS, type ImageType } from '../domain/BoardContent.ts'
import type { BoardId, ParticipantId, WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale, nameKey } from '../domain/locales.ts'
import { TEMPLATE_IDS } from '../domain/Phase.ts'
import type { Board, Participant, Role, Workshop } from '../domain/Workshop.ts'
import type { ErrorCode, NotNowReason, UnreadableFile } from './errorCodes.ts'
import { country, line } from './fields.ts'
import type { ServerHost } from './host.ts'
import { lastVisits } from './visits.ts'

/* The HTTP contract: request bodies as schemas, responses as types. Described in docs/API.md. */

/** A city by its name, with or without its country. */
export const cityBody = z.union([
	line(LIMITS.maxCityLength).transform((name) => ({ name })),
	z.object({
		name: line(LIMITS.maxCityLength),
		country: country.optional(),
	}),
])

/** `POST /api/workshops` */
export const createWorkshopBody = z.object({
	title: line(LIMITS.maxTitleLength),
	locale: z.enum(LOCALES).default('en'),
	locales: z.array(z.enum(LOCALES)).min(1).max(LOCALES.length).optional(),
	cities: z.array(cityBody).max(LIMITS.maxCities).default([]),
	groups: z.int().min(1).max(LIMITS.maxGroups).default(6),
	template: z.enum(['sample', ...TEMPLATE_IDS]).optional(),
})
export type CreateWorkshopBody = z.input<typeof createWorkshopBody>
export interface WorkshopLinks {
	facilitator: string
	participant: string
	projector: string
}
export interface CreatedWorkshop {
	workshop: Workshop
	token: string
	joinCode: string
	links: WorkshopLinks
}

/** The error code of the credential that a person needs, but does not have, to open workshops. */
export type OpeningRefusal = Extract<ErrorCode, 'host_key_needed' | 'sign_in_needed'>
/**
 * `GET /api/opening`: the credential that the sender still needs to open workshops (null if none),
 * and the person who is signed in (OIDC1).
 */
export interface Opening {
	needs: OpeningRefusal | null
	/** `isHost`: whether they have the role of a host (OIDC5). */
	person: { name: string; isHost: boolean } | null
	/** Whether some people of the provider host the server. */
	hostsSignIn: boolean
}

/**
 * `POST /api/workshops/copies`: creates a workshop like another one, without its people and cards.
 * The response is the same as of `POST /api/workshops`.
 */
export const copyWorkshopBody = z.object({
	/** A facilitator's token of the workshop to copy. */
	of: z.string().min(1).max(200),
	title: line(LIMITS.maxTitleLength),
	withCities: z.boolean().default(true),
})
export type CopyWorkshopBody = z.input<typeof copyWorkshopBody>

/** The name of a person, which has a visible character (PEOPLE1b). */
export const personName = line(LIMITS.maxNameLength).refine(
	(name) => name.trim() === '' || nameKey(name) !== '',
	'it has no visible character',
)

/** `POST /api/join` */
export const joinBody = z.object({
	code: z.string().min(1).max(40),
	name: personName,
	city: line(LIMITS.maxCityLength),
	locale: z.enum(LOCALES).optional(),
	/** Further languages that the person speaks (GROUP5). */
	speaks: z.array(z.enum(LOCALES)).max(LOCALES.length).optional(),
	/** The token of an earlier join in the same browser (PEOPLE1). */
	earlier: z.string().min(1).max(200).optional(),
})
export type JoinBody = z.input<typeof joinBody>
export interface JoinResult {
	token: string
	participant: Participant
	workshop: Workshop
	board: Board
}

/** `POST /api/workshops/:id/name` */
export const nameBody = z.object({ name: personName })

/** `POST /api/join/preview` */
export const previewBody = z.object({ code: z.string().min(1).max(40) })
/** The content of the join page before joining. */
export interface Invitation {
	title: string
	locales: string[]
	cities: string[]
	/**
	 * The names of these cities in all languages and scripts, without case and accents. A city is
	 * missing if no other names are known.
	 */
	cityNames?: Record<string, readonly string[]>
	/** The organisation that hosts the server, if the host has entered it. */
	host?: ServerHost
}

/** `POST /api/token` */
export const tokenBody = z.object({ secret: z.string().min(1).max(200) })
export interface TokenGrant {
	token: string
	role: Role
	workshop: Workshop
}

/** `GET /api/workshops/:id` */
export interface WorkshopView {
	workshop: Workshop
	role: Role
	/** The participant to whom the token belongs; null for a facilitator or projector. */
	participant: Participant | null
	/** The participant's board. */
	board: Board | null
	/** The server's time in ms, for clients without a socket. */
	now: number
}

/**
 * `POST /api/workshops/known`: the workshops to which the tokens of a browser give access now
 * (HOME1).
 */
export const knownBody = z.object({
	tokens: z.array(z.string().min(1).max(200)).max(LIMITS.maxKnownTokens),
	/** The last visits with each of these tokens; null for none (VISIT4). */
	visits: z.array(lastVisits.nullable()).max(LIMITS.maxKnownTokens).exactOptional(),
})
export type KnownBody = z.output<typeof knownBody>
export interface KnownWorkshop {
	id: WorkshopId
	role: Role
	title: string
	createdAt: number
	/** The title of the current session. */
	session: string
	locale: Locale
	/** The boards that others have changed since the last visit, if it was sent (VISIT4). */
	news?: { id: BoardId; title: string }[]
}
export interface KnownWorkshops {
	/**
	 * The workshops in the order of the tokens; null for a token that has ended, or whose workshop is
	 * deleted.
	 */
	workshops: (KnownWorkshop | null)[]
}

/**
 * `POST /api/workshops/:id/device-links`: a link that signs in one more device, once and until this
 * time in ms (HOME4).
 */
export interface DeviceLink {
	link: string
	until: number
}

/**
 * `GET /api/workshops/:id/quiet`, for facilitators: the participants without a card in the current
 * session.
 */
export interface InactiveParticipants {
	quiet: ParticipantId[]
}

/**
 * `POST /api/boards/:id/images`: the body is the file. `width` and `height` are the size of the
 * stored image, in pixels.
 */
export interface StoredImage {
	path: string
	width: number
	height: number
	type: ImageType
}

/** `POST /api/boards/:id/documents`: the body is a PDF, DOCX or PPTX file (CASE2, CASE8). */
export interface StoredDocument {
	path: string
	bytes: number
}

/** `GET /api/host/backups`; null if the server makes no backups. */
export interface HostBackups {
	backups: {
		/** Newest first; `at` is in ms. */
		files: { name: string; at: number; bytes: number }[]
		/** The failure of the last attempt; null if it succeeded. */
		failure: { at: number; message: string } | null
		/** When the next backup is due, in ms. */
		nextAt: number
		isRunning: boolean
	} | null
}

/** `GET /api/images/:id?w=…`: at most `w` pixels wide; without `w`, full size. */
export const imageQuery = z.object({ w: z.coerce.number().pipe(z.literal(IMAGE_WIDTHS)).optional() })

/** The body of every 4xx and 5xx response. */
export interface ErrorBody {
	error: { code: ErrorCode; reason?: NotNowReason | UnreadableFile; message: string }
}
