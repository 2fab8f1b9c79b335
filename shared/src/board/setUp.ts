import * as Y from 'yjs'
import type { RecordMap } from './boardDocument.ts'

/** The field that marks a record as set up by a facilitator: participants do not change it (SETUP1). */
export const SET_UP_KEY = 'meta.isSetUp'

/** Whether a record of the document is set up. */
export function isSetUp(record: unknown): record is RecordMap {
	return record instanceof Y.Map && record.get(SET_UP_KEY) === true
}
