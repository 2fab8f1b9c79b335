/**
 * A board as a JSON file (`GET /api/boards/:id/export?format=json`). Kinds, categories and meanings are words of the
 * format, the same in every language. docs/API.md is its prose.
 *
 *     cards … coverage     what is on the board, for programs that want no more: as `GET /api/boards/:id/content` gives it
 *     document             all that lies in its document, for a board that is the same again
 *     pictures             the pictures themselves, so that the file opens anywhere and in ten years
 *
 * Version 1 had the content alone.
 */
import { z } from 'zod'
import {
	CARD_KINDS,
	IMAGE_ID_PATTERN,
	IMAGE_PATH_PATTERN,
	IMAGE_TYPES,
	LINK_MEANINGS,
	OBSTACLE_CATEGORIES,
} from '../domain/BoardContent.ts'

export const BOARD_FILE_FORMAT = 'charrette.board'
/** Raised when a reader of the file would have to change. */
export const BOARD_FILE_VERSION = 2

const named = z.object({ id: z.string(), title: z.string() })
const count = z.int().min(0)

/** Somebody who wrote something on the board, under the id that `meta.author` of its records has. */
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
	votes: count.exactOptional(),
})
export const fileLink = z.object({ id: z.string(), from: z.string(), to: z.string(), meaning: z.enum(LINK_MEANINGS) })
export const fileCluster = z.object({ id: z.string(), title: z.string(), cards: z.array(z.string()) })
export const fileImage = z.object({
	id: z.string(),
	path: z.string().regex(IMAGE_PATH_PATTERN),
	alt: z.string(),
	cluster: z.string().exactOptional(),
})
/** A record of the document: flat fields, a card's text as a string under `text` (DOC1). */
export const fileRecord = z.record(z.string(), z.json())
/** A picture under the id that ends its path. */
export const filePicture = z.object({ type: z.enum(IMAGE_TYPES), base64: z.string() })

const head = { format: z.literal(BOARD_FILE_FORMAT), exportedAt: z.iso.datetime(), workshop: named, board: named }
const content = {
	cards: z.array(fileCard),
	links: z.array(fileLink),
	clusters: z.array(fileCluster),
	images: z.array(fileImage),
	coverage: z.object({ obstacles: count, answered: count, open: count, shared: count }),
}

/** A whole file as the server writes it. */
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
 * What must be right for a file to be one that somebody brings, of whatever version and hand: all else has a value to go
 * on with. Its entries are judged one by one, by the schemas above, so that a bad one costs itself alone.
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
