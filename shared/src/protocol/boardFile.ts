/**
 * A board as a JSON file (`GET /api/boards/:id/export?format=json`). Kinds, categories and meanings
 * are identifiers, the same in every language. The format is described in docs/API.md.
 *
 *     cards … coverage     the content, for other programs: as in `GET /api/boards/:id/content`
 *     document             all records of the document, for a lossless import
 *     pictures             the image files, so that the file is self-contained
 *
 * Version 1 had the content only.
 */
import { z } from 'zod'
import {
	CARD_KINDS,
	type Card,
	type CardDocument,
	type CardSource,
	type ContentMessage,
	type ContentThread,
	IMAGE_ID_PATTERN,
	IMAGE_PATH_PATTERN,
	IMAGE_TYPES,
	LINK_MEANINGS,
	OBSTACLE_CATEGORIES,
} from '../domain/BoardContent.ts'
import type { CardTranslations } from '../domain/cardTranslations.ts'
import { REACTIONS } from '../domain/reactions.ts'

export const BOARD_FILE_FORMAT = 'charrette.board'
/** The version of the format; increased when readers of the file have to change. */
export const BOARD_FILE_VERSION = 2

const named = z.object({ id: z.string(), title: z.string() })
const count = z.int().min(0)

/** An author of records on the board; `id` is the author's id in `meta.author`. */
export const filePerson = z.object({ id: z.string(), name: z.string(), city: z.string() })
export type FilePerson = z.output<typeof filePerson>

export const fileCard = z.object({
	id: z.string(),
	kind: z.enum(CARD_KINDS),
	text: z.string(),
	city: z.string(),
	author: z.string().exactOptional(),
	category: z.enum(OBSTACLE_CATEGORIES).exactOptional(),
	cluster: z.string().exactOptional(),
	description: z.string().exactOptional(),
	source: z.string().exactOptional(),
	image: z.object({ path: z.string().regex(IMAGE_PATH_PATTERN), alt: z.string() }).exactOptional(),
	votes: count.exactOptional(),
	reactions: z
		.array(z.object({ emoji: z.enum(REACTIONS), count }))
		.catch([])
		.exactOptional(),
	/** An import reads translations, lock, source, file and joined cards from the document. */
	translations: z.custom<CardTranslations>().exactOptional(),
	isLocked: z.literal(true).exactOptional(),
	from: z.custom<CardSource>().exactOptional(),
	document: z.custom<CardDocument>().exactOptional(),
	joined: z.custom<Card[]>().exactOptional(),
} satisfies Record<keyof Card, z.ZodType>)
export const fileLink = z.object({ id: z.string(), from: z.string(), to: z.string(), meaning: z.enum(LINK_MEANINGS) })
export const fileCluster = z.object({ id: z.string(), title: z.string(), cards: z.array(z.string()) })
export const fileImage = z.object({
	id: z.string(),
	path: z.string().regex(IMAGE_PATH_PATTERN),
	alt: z.string(),
	cluster: z.string().exactOptional(),
})
/** A thread with its messages; an import reads it from the document. */
export const fileThread = z.object({
	id: z.string(),
	on: z.string().exactOptional(),
	isResolved: z.literal(true).exactOptional(),
	messages: z.array(
		z.object({
			id: z.string(),
			text: z.string(),
			author: z.string().exactOptional(),
			city: z.string().exactOptional(),
			isFacilitator: z.literal(true).exactOptional(),
			at: z.number(),
			isEdited: z.literal(true).exactOptional(),
			isDeleted: z.literal(true).exactOptional(),
		} satisfies Record<keyof ContentMessage, z.ZodType>),
	),
} satisfies Record<keyof ContentThread, z.ZodType>)
/** A record of the document: flat fields, with a card's text as a string under `text` (DOC1). */
export const fileRecord = z.record(z.string(), z.json())
/** An image file; its key is the id at the end of its path. */
export const filePicture = z.object({ type: z.enum(IMAGE_TYPES), base64: z.string() })

const head = { format: z.literal(BOARD_FILE_FORMAT), exportedAt: z.iso.datetime(), workshop: named, board: named }
const content = {
	cards: z.array(fileCard),
	links: z.array(fileLink),
	clusters: z.array(fileCluster),
	images: z.array(fileImage),
	coverage: z.object({ obstacles: count, answered: count, open: count, shared: count }),
	threads: z.array(fileThread).exactOptional(),
}

/** A file as the server writes it. */
export const boardFile = z.object({
	...head,
	formatVersion: z.literal(BOARD_FILE_VERSION),
	session: named,
	people: z.array(filePerson).exactOptional(),
	...content,
	document: z.object({ schema: z.int().min(1), records: z.record(z.string(), fileRecord) }),
	pictures: z.record(z.string().regex(IMAGE_ID_PATTERN), filePicture),
})
export type BoardFile = z.output<typeof boardFile>

const title = z.object({ title: z.string() }).catch({ title: '' })
const entries = z.array(z.unknown()).catch([])
const byId = z.record(z.string(), z.unknown()).catch({})

/**
 * The required parts of an imported file, of any version and origin; all others have a fallback.
 * Entries are validated one by one against the schemas above, so that only the invalid ones are
 * skipped.
 */
export const importedBoardFile = z.object({
	format: head.format,
	formatVersion: z.int().min(1),
	workshop: title,
	board: title,
	people: entries,
	cards: entries,
	links: entries,
	clusters: entries,
	images: entries,
	document: z.object({ schema: z.int().min(1), records: byId }).optional(),
	pictures: byId,
})
export type ImportedBoardFile = z.output<typeof importedBoardFile>
