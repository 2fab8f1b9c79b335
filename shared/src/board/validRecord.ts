import type { BoardRecord } from './schema.ts'
import { boardSchema } from './schema.ts'

/** Validates a record as `readRecord` gives it. Gives the record, or in words why it is none. */
export function validRecord(raw: Record<string, unknown> | null): BoardRecord | string {
	if (!raw) return 'not a record of a board'
	try {
		const type = raw['typeName'] === 'shape' ? boardSchema.types.shape : boardSchema.types.binding
		return type.validate(raw) as BoardRecord
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause)
	}
}
