import * as Y from 'yjs'

/** A board as it is at one moment, whole, and not looked at yet. */
export interface CapturedBoard {
	/** When that was, in ms: what is done to the board later has a later time (HIST7). */
	at: number
	/** A full update, V2. */
	state: Uint8Array
	/** What tells it from the document at any other time. */
	moment: Y.Snapshot
}

/** Takes a document in as it is now: all that has to be done in one step with it, and no more. */
export function captureBoard(doc: Y.Doc, at: number): CapturedBoard {
	return { at, state: Y.encodeStateAsUpdateV2(doc), moment: Y.snapshot(doc) }
}

/** Whether a document is still as it was. */
export function isAsCaptured(doc: Y.Doc, { moment }: CapturedBoard): boolean {
	return Y.equalSnapshots(Y.snapshot(doc), moment)
}
