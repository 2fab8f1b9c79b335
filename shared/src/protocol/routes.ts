import { z } from 'zod'
import type { ImageType } from '../domain/BoardContent.ts'
import { IMAGE_WIDTHS } from '../domain/BoardContent.ts'
import type { BoardId, GroupId, ParticipantId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import { TEMPLATE_IDS } from '../domain/Phase.ts'
import type { Board, Participant, Role, Workshop } from '../domain/Workshop.ts'
import { facilitationCommands, groupCommands, privateCommands, voteCommands } from './commands.ts'
import type { ErrorCode, NotNowReason } from './errorCodes.ts'
import { id, line, viewport } from './fields.ts'

/* The HTTP contract: what each call takes (as a schema) and gives (as a type). docs/API.md is its prose. */

const city = z.union([
	line(LIMITS.maxCityLength).transform((name) => ({ name })),
	z.object({
		name: line(LIMITS.maxCityLength),
		country: z
			.string()
			.regex(/^[A-Z]{2}$/)
			.optional(),
	}),
])

/** `POST /api/workshops` */
export const openWorkshopBody = z.object({
	title: line(LIMITS.maxTitleLength),
	locale: z.enum(LOCALES).default('en'),
	locales: z.array(z.enum(LOCALES)).min(1).max(LOCALES.length).optional(),
	cities: z.array(city).max(LIMITS.maxCities).default([]),
	groups: z.int().min(1).max(LIMITS.maxGroups).default(6),
	template: z.enum(['sample', ...TEMPLATE_IDS]).optional(),
})
export type OpenWorkshopBody = z.input<typeof openWorkshopBody>
export interface WorkshopLinks {
	facilitator: string
	participant: string
	projector: string
}
export interface OpenWorkshopResult {
	workshop: Workshop
	token: string
	joinCode: string
	links: WorkshopLinks
}

/** `POST /api/join` */
export const joinBody = z.object({
	code: z.string().min(1).max(40),
	name: line(LIMITS.maxNameLength),
	city: line(LIMITS.maxCityLength),
	locale: z.enum(LOCALES).optional(),
	/** The token of whoever joined this workshop in the same browser before (PEOPLE1). */
	earlier: z.string().min(1).max(200).optional(),
})
export type JoinBody = z.input<typeof joinBody>
export interface JoinResult {
	token: string
	participant: Participant
	workshop: Workshop
	board: Board
}

/** `GET /api/join/:code`: what the join page may know before one has joined. */
export interface Invitation {
	title: string
	locales: string[]
	cities: string[]
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
	/** The participant whose token it is; null for a facilitator or projector. */
	participant: Participant | null
	/** Where this participant belongs now. */
	board: Board | null
	/** The server's time in ms, for who reads the timer without a socket. */
	now: number
}

/** `GET /api/workshops/:id/quiet`, for facilitators: who has no card yet in the session that runs. */
export interface InactiveParticipants {
	quiet: ParticipantId[]
}

/** `POST /api/workshops/:id/commands` */
export const commandBody = z.discriminatedUnion('type', [
	z.object({ type: z.literal('participant.move'), participant: id<ParticipantId>(), group: id<GroupId>() }),
	z.object({ type: z.literal('boards.freeze'), frozen: z.boolean(), boards: z.array(id<BoardId>()).optional() }),
	z.object({
		type: z.literal('spotlight.set'),
		board: id<BoardId>().nullable(),
		follows: z.boolean().exactOptional(),
	}),
	z.object({
		type: z.literal('people.gather'),
		board: id<BoardId>().nullable(),
		viewport: viewport.exactOptional(),
	}),
	z.object({ type: z.literal('links.create'), role: z.enum(['facilitator', 'projector']) }),
	...facilitationCommands,
	...groupCommands,
	...privateCommands,
	...voteCommands,
])
export type Command = z.output<typeof commandBody>
/** The command of this type. */
export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>
export interface CommandResult {
	version: number
	/** Of a command that adds or copies: the id of what it made. */
	made?: string
	/** Of `groups.mix`: the wishes that were not met, each in a sentence. */
	unmet?: string[]
	/** Of `links.create`: the new link, shown this once. */
	link?: string
}

/** `POST /api/boards/:id/images`: the body is the picture's bytes; `width` and `height` are what was kept of it, in pixels. */
export interface StoredImage {
	path: string
	width: number
	height: number
	type: ImageType
}

/** `GET /api/images/:id?w=…`: no wider than `w` pixels; without it the full one. */
export const imageQuery = z.object({ w: z.coerce.number().pipe(z.literal(IMAGE_WIDTHS)).optional() })

/** The body of every 4xx and 5xx answer. */
export interface ErrorBody {
	error: { code: ErrorCode; reason?: NotNowReason; message: string }
}
