import type { CloseCode, Refusal } from '@charrette/shared'
import { CLOSE } from '@charrette/shared'

/** What a refusal costs: the socket, or nothing. A gap is mended by coming back, since a step 2 has none. */
export const REFUSAL_CLOSE: Record<Refusal, CloseCode | null> = {
	view: null,
	storage: null,
	invalid: null,
	malformed: CLOSE.rejectedEdit,
	foreign: CLOSE.rejectedEdit,
	tooLarge: CLOSE.rejectedEdit,
	replaced: CLOSE.documentReplaced,
	gap: CLOSE.storage,
}
