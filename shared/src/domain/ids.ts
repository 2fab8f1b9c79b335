import { getRandomValues } from 'lib0/webcrypto'

/** Branded ids: a bare string never stands where one of these is meant. */
type Brand<Name extends string> = string & { readonly __brand: Name }

export type WorkshopId = Brand<'WorkshopId'>
export type SessionId = Brand<'SessionId'>
export type PhaseId = Brand<'PhaseId'>
export type GroupId = Brand<'GroupId'>
export type BoardId = Brand<'BoardId'>
export type SnapshotId = Brand<'SnapshotId'>
export type ShareId = Brand<'ShareId'>
export type RoundId = Brand<'RoundId'>
export type ParticipantId = Brand<'ParticipantId'>

/** Ids are 1 to 64 characters of this alphabet, so that they are safe in URLs, file names, CSS and record ids. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

const ID_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 16
const UNBIASED_BYTES = 256 - (256 % ID_ALPHABET.length)

/**
 * A fresh random id: 16 characters of base 62, about 95 bits.
 * Uses `crypto.getRandomValues`, which exists on plain http pages too (`crypto.randomUUID` does not).
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
