import { UnreadableRecordError } from '../../ports/StorageError.ts'

/**
 * NUL and lone halves of surrogate pairs, as `JSON.stringify` escapes them. It does not escape
 * whole pairs.
 */
const ESCAPED = /\\u(?:0000|d[89a-f])/i
const UNSTORABLE = /\0|\p{Surrogate}/gu

/**
 * Returns JSON that both databases can query. PostgreSQL finds no values in JSON with NUL or half a
 * surrogate pair, so these become U+FFFD. Only JSON that is queried by its content needs this.
 */
export function stringifyStored(value: object): string {
	const json = JSON.stringify(value)
	if (!ESCAPED.test(json)) return json
	return JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'string' ? part.replace(UNSTORABLE, '\ufffd') : part,
	)
}

/**
 * Parses JSON that this server has stored. Throws an `UnreadableRecordError` if it is not a JSON
 * object.
 */
export function parseStored<Stored extends object>(json: string): Stored {
	let parsed: unknown
	try {
		parsed = JSON.parse(json)
	} catch (cause) {
		throw new UnreadableRecordError({ cause })
	}
	if (typeof parsed !== 'object' || parsed === null) throw new UnreadableRecordError({ cause: 'it is no object' })
	return parsed as Stored
}
