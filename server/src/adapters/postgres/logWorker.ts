/** Runs in a worker thread: slow operations on the rows of a large board. */
import { type DecodedRows, decodeRows, encodeStateRow, type LogRow } from '../logRows.ts'

/** Rows to read, or an update (V1) to encode as the bytes of a state row. */
export type LogTask = { rows: readonly LogRow[] } | { state: Uint8Array }

export function runLogTask(task: LogTask): DecodedRows | Uint8Array {
	return 'rows' in task ? decodeRows(task.rows) : encodeStateRow(task.state)
}
