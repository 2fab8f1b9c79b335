import { UnreadableRecordError } from '../../ports/StorageError.ts'

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
