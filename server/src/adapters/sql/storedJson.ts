import { UnreadableRecordError } from '../../ports/StorageError.ts'

/** As JSON escapes them: NUL and the halves of surrogate pairs. A pair is not escaped, so these are alone. */
const ESCAPED = /\\u(?:0000|d[89a-f])/i
const UNSTORABLE = /\0|\p{Surrogate}/gu

/**
 * JSON that both databases can look into: PostgreSQL finds nothing in one with a NUL or half of a surrogate pair, which become
 * U+FFFD. Only what is queried by its content needs it.
 */
export function stringifyStored(value: object): string {
	const json = JSON.stringify(value)
	if (!ESCAPED.test(json)) return json
	return JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'string' ? part.replace(UNSTORABLE, '\ufffd') : part,
	)
}

/** Parses JSON that this server has stored. Throws a `UnreadableRecordError` if it is none. */
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
