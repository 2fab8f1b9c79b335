/** How a target remembers the last row of each table that has arrived. */
import type { MovedRow, MovedTable } from './MovedTable.ts'

/** The table of a target until the move ends. No server starts on PostgreSQL while it exists. */
export const CREATE_ARRIVALS =
	'CREATE TABLE IF NOT EXISTS unfinished_move (name TEXT PRIMARY KEY, position TEXT NOT NULL)'

/** Encodes the key of a row as JSON. */
export function encodePosition({ key }: MovedTable, row: MovedRow): string {
	const value = (column: string) => {
		const found = row[column]
		return found instanceof Buffer ? { hex: found.toString('hex') } : found
	}
	return JSON.stringify(Object.fromEntries(key.map((column) => [column, value(column)])))
}

/** Returns the key that was encoded. */
export function decodePosition(position: string | null): MovedRow | null {
	if (position === null) return null
	const values: Record<string, string | number | { hex: string }> = JSON.parse(position)
	return Object.fromEntries(
		Object.entries(values).map(([column, value]) => [
			column,
			typeof value === 'object' ? Buffer.from(value.hex, 'hex') : value,
		]),
	)
}
