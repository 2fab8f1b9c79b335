import { DamagedRecordError } from '../../ports/StorageError.ts'

/** Parses JSON that this server has stored. Throws a `DamagedRecordError` if it is none. */
export function parseStored<Stored extends object>(json: string): Stored {
	let parsed: unknown
	try {
		parsed = JSON.parse(json)
	} catch (cause) {
		throw new DamagedRecordError({ cause })
	}
	if (typeof parsed !== 'object' || parsed === null) throw new DamagedRecordError({ cause: 'it is no object' })
	return parsed as Stored
}
