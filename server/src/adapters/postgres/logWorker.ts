/** Runs in a worker thread: slow operations on the rows of a large board. */
import { encodeStateRow, type LogRow, type ReadRows, readRows } from '../logRows.ts'

/** Rows to read, or an update (V1) to encode as the bytes of a state row. */
export type LogTask = { rows: readonly LogRow[] } | { state: Uint8Array }

export function runLogTask(task: LogTask): ReadRows | Uint8Array {
	return 'rows' in task ? readRows(task.rows) : encodeStateRow(task.state)
}
