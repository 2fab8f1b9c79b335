import { getRandomValues } from 'lib0/webcrypto'

/** Branded ids: the compiler rejects a bare string where one of these is expected. */
type Brand<Name extends string> = string & { readonly __brand: Name }

export type WorkshopId = Brand<'WorkshopId'>
export type SessionId = Brand<'SessionId'>
export type PhaseId = Brand<'PhaseId'>
export type GroupId = Brand<'GroupId'>
export type BoardId = Brand<'BoardId'>
export type SnapshotId = Brand<'SnapshotId'>
export type ShareId = Brand<'ShareId'>
export type LinkId = Brand<'LinkId'>
export type RoundId = Brand<'RoundId'>
/** The id of a facilitator's name (BLOCK1); it gives no access. */
export type FacilitatorId = Brand<'FacilitatorId'>
export type ParticipantId = Brand<'ParticipantId'>
export type PracticeId = Brand<'PracticeId'>
/** The id of a collection of practices; it is in the link by which others read it (COLLECT2). */
export type CollectionId = Brand<'CollectionId'>
export type AdoptionId = Brand<'AdoptionId'>
/** The id of a question about a practice. */
export type QuestionId = Brand<'QuestionId'>
/** The id of a report of a practice. */
export type ReportId = Brand<'ReportId'>
/** The id of a thread's record, `thread:…`. */
export type ThreadId = Brand<'ThreadId'>
/** The id of a message's record, `note:…`. */
export type MessageId = Brand<'MessageId'>

export const isThreadId = (id: string): id is ThreadId => id.startsWith('thread:')
export const isMessageId = (id: string): id is MessageId => id.startsWith('note:')
/** Whether a record is a thread or a message, which is no shape of the board. */
export const isThreadRecord = (id: string): boolean => isThreadId(id) || isMessageId(id)

/** Ids are 1 to 64 characters of this alphabet: safe in URLs, file names, CSS and record ids. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/
/** The ids of shapes: cards, links, clusters and images. */
export const SHAPE_ID_PATTERN = /^shape:[A-Za-z0-9_-]{1,64}$/

const ID_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** The length of the ids that `createId` makes. */
export const ID_LENGTH = 16
const UNBIASED_BYTES = 256 - (256 % ID_ALPHABET.length)

/**
 * Creates a random id: 16 characters of base 62, about 95 bits. Uses `crypto.getRandomValues`,
 * which also exists on plain http pages (`crypto.randomUUID` does not).
 */
export function createId<Id extends string>(): Id {
	let id = ''
	while (id.length < ID_LENGTH) {
		for (const byte of getRandomValues(new Uint8Array(ID_LENGTH * 2))) {
			if (byte >= UNBIASED_BYTES || id.length === ID_LENGTH) continue
			id += ID_ALPHABET[byte % ID_ALPHABET.length]
		}
	}
	return id as Id
}

/**
 * A join code: 8 characters, 40 bits, of Crockford's base 32 (no I, L, O or U, so nothing is
 * misread from the projector).
 */
export type JoinCode = string & { readonly __brand: 'JoinCode' }

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const MISREAD: Record<string, string> = { I: '1', L: '1', O: '0' }

/** Creates a random join code. */
export function createJoinCode(): JoinCode {
	const bytes = getRandomValues(new Uint8Array(LENGTH)) as Uint8Array
	return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('') as JoinCode
}

/**
 * Parses a typed join code: ignores case, spaces and dashes, and reads I and L as 1 and O as 0.
 * Returns null if the text cannot be a join code.
 */
export function parseJoinCode(typed: string): JoinCode | null {
	const code = typed
		.toUpperCase()
		.replace(/[\s\-–—_.]/g, '')
		.replace(/[ILO]/g, (letter) => MISREAD[letter] ?? letter)
	const isCode = code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
	return isCode ? (code as JoinCode) : null
}

/** Formats a join code for people: `7KQM-2HXD`. */
export function formatJoinCode(code: JoinCode): string {
	return `${code.slice(0, 4)}-${code.slice(4)}`
}
