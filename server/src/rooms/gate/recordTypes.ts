/** The types of records that a document has room for, each up to a number of its own (GATE7). */
export const RECORD_TYPES = ['shape', 'binding', 'thread', 'note'] as const
export type RecordType = (typeof RECORD_TYPES)[number]

/** The number of records, by type. */
export type RecordCounts = Record<RecordType, number>

export const noRecords = (): RecordCounts => ({ shape: 0, binding: 0, thread: 0, note: 0 })

/** Returns the type of a record by its id. */
export function recordTypeOf(id: string): RecordType {
	return RECORD_TYPES.find((type) => type !== 'shape' && id.startsWith(`${type}:`)) ?? 'shape'
}
