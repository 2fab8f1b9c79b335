import { LIMITS } from './limits.ts'

/**
 * The parts of a message that may come from a person's data: quoted text, addresses, ids and
 * secrets, and everything but ASCII, since the messages of programs are English. An apostrophe
 * inside a word opens no quote; an open quote reaches to the end.
 */
const CONTENT =
	/"[^"]*("|$)|(?<![a-z])'[^']*('|$)|`[^`]*(`|$)|[“‘«「『][^”’»」』]*([”’»」』]|$)|\w+:\/\/\S+|\b(?=[\w-]*\d)[\w-]{12,}|[^ -~]+/gi

/** Returns an error's message without what may be content (HOST11), on a bounded line. */
export function withoutContent(message: string): string {
	return message
		.slice(0, LIMITS.maxErrorMessageLength * 10)
		.replace(/\s+/g, ' ')
		.replace(CONTENT, '…')
		.trim()
		.slice(0, LIMITS.maxErrorMessageLength)
}
