/**
 * The fields that a member may set in its presence (PRES1a). Other fields are dropped, and an
 * invalid field is dropped alone. The fields are read by hand, since pointers move more often than
 * anything else happens; only the fields of a gesture have a schema.
 */
import {
	type BoardId,
	ID_PATTERN,
	LIMITS,
	MAX_LASER_POINTS,
	MAX_UNDONE_RECORDS,
	type PresentedPage,
	REACTIONS,
	RECORD_ID_PATTERN,
} from '@charrette/shared'
import { z } from 'zod'

/** A state, as parsed from its JSON. */
type Sent = Readonly<Record<string, unknown>>

const MAX_COORDINATE = 1e7
const MAX_ID_LENGTH = 80
const MAX_SELECTED = 50
const MAX_LIVE_RECORDS = 500
const MAX_UNSENT_BOARDS = 20
/** Documents have fewer pages; a client shows the last one for any number beyond it. */
const MAX_PAGE = 100_000

/** Field names of records, without those of an object's prototype. */
const fieldName = z.string().regex(/^(?!constructor$|prototype$)[A-Za-z][A-Za-z0-9_.]{0,79}$/)
const fieldValue = z.unknown().refine((value) => isNestedWithin(value, LIMITS.maxValueDepth))

/**
 * The fields of a gesture in progress (DOC3). Size and names are checked here; each client
 * validates the values.
 */
const LIVE = z
	.record(z.string().regex(RECORD_ID_PATTERN), z.record(fieldName, fieldValue))
	.refine((records) => Object.keys(records).length <= MAX_LIVE_RECORDS)
	.refine((records) => Buffer.byteLength(JSON.stringify(records)) <= LIMITS.maxLiveBytes)

/**
 * Reads the fields in a board's or a private room, without the live fields of records that the
 * member may not edit (SETUP1).
 */
export function readBoardFields(sent: Sent, canEditRecord: (record: string) => boolean): object {
	return {
		cursor: orNull(sent['cursor'], readPoint),
		selection: sent['selection'] === undefined ? undefined : (readSelection(sent['selection']) ?? []),
		typing: orNull(sent['typing'], readId),
		viewport: readViewport(sent['viewport']),
		following: orNull(sent['following'], readId),
		scene: orNull(sent['scene'], readId),
		page: orNull(sent['page'], readPage),
		laser: readLaser(sent['laser']),
		reaction: orNull(sent['reaction'], readReaction),
		undone: orNull(sent['undone'], readUndone),
		deleted: orNull(sent['deleted'], readDeleted),
		sorting: readSignal(sent['sorting']),
		live: sent['live'] === undefined ? undefined : readLive(sent['live'], canEditRecord),
	}
}

/** Reads the fields in a workshop's room. */
export function readWorkshopFields(sent: Sent): object {
	const isBoard = (value: unknown) => (typeof value === 'string' && ID_PATTERN.test(value) ? value : undefined)
	return { board: orNull(sent['board'], isBoard), done: readSignal(sent['done']), help: readSignal(sent['help']) }
}

/** Reads the numbers of private cards that are only on a participant's device (ROOM3k). */
export function readUnsentCards({ unsent }: Sent): ReadonlyMap<BoardId, number> {
	const entries = isObject(unsent) ? Object.entries(unsent).slice(0, MAX_UNSENT_BOARDS) : []
	const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0
	return new Map(
		entries.flatMap(([board, cards]): [BoardId, number][] =>
			ID_PATTERN.test(board) && isCount(cards) ? [[board as BoardId, Math.min(cards, LIMITS.maxPrivateCards)]] : [],
		),
	)
}

/** Reads a field that may be null; an invalid value becomes null. */
function orNull<Field>(value: unknown, read: (value: unknown) => Field | undefined): Field | null | undefined {
	return value === undefined ? undefined : (read(value) ?? null)
}

const isObject = (value: unknown): value is Sent => typeof value === 'object' && value !== null

const isCoordinate = (value: unknown): value is number =>
	typeof value === 'number' && value >= -MAX_COORDINATE && value <= MAX_COORDINATE

const isCount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

const isId = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_ID_LENGTH

const readId = (value: unknown) => (isId(value) ? value : undefined)

const readSignal = (value: unknown) => (typeof value === 'boolean' ? value : undefined)

function readPoint(value: unknown): { x: number; y: number } | undefined {
	if (!isObject(value)) return undefined
	const { x, y } = value
	return isCoordinate(x) && isCoordinate(y) ? { x: Math.round(x), y: Math.round(y) } : undefined
}

function readViewport(value: unknown): object | undefined {
	if (!isObject(value)) return undefined
	const { x, y, w, h } = value
	if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(w) || !isCoordinate(h)) return undefined
	return { x: Math.round(x), y: Math.round(y), w: Math.round(w), h: Math.round(h) }
}

function readSelection(value: unknown): readonly string[] | undefined {
	return Array.isArray(value) && value.length <= MAX_SELECTED && value.every(isId) ? value : undefined
}

function readPage(value: unknown): PresentedPage | undefined {
	if (!isObject(value)) return undefined
	const { card, number } = value
	const isPage = isCount(number) && number >= 1 && number <= MAX_PAGE
	return isId(card) && isPage ? { card, number } : undefined
}

function readLaser(value: unknown): readonly number[] | undefined {
	if (!Array.isArray(value) || value.length > MAX_LASER_POINTS * 2 || !value.every(isCoordinate)) return undefined
	return value.map(Math.round)
}

function readReaction(value: unknown): object | undefined {
	const point = readPoint(value)
	if (!point || !isObject(value)) return undefined
	const { emoji, n } = value
	return isCount(n) && REACTIONS.some((reaction) => reaction === emoji) ? { emoji, ...point, n } : undefined
}

function readUndone(value: unknown): object | undefined {
	if (!isObject(value)) return undefined
	const { records, n } = value
	const isList = Array.isArray(records) && records.length <= MAX_UNDONE_RECORDS && records.every(isId)
	return isList && isCount(n) ? { records, n } : undefined
}

function readDeleted(value: unknown): object | undefined {
	const announced = readUndone(value)
	return announced && isObject(value) && isCount(value['cards']) ? { ...announced, cards: value['cards'] } : undefined
}

function readLive(value: unknown, canEditRecord: (record: string) => boolean): object | undefined {
	const { success, data } = LIVE.safeParse(value)
	return success ? Object.fromEntries(Object.entries(data).filter(([record]) => canEditRecord(record))) : undefined
}

/** Whether a JSON value is nested no deeper than this. */
function isNestedWithin(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true
	return depth > 0 && Object.values(value).every((inner) => isNestedWithin(inner, depth - 1))
}
