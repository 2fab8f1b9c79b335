import type { AppendRefusal } from '../../ports/DocStore.ts'

/** Codes of the errors with which the writer refuses an append. Only codes pass between threads. */
const CODES: Readonly<Record<AppendRefusal, string>> = { logEnded: 'LOG_ENDED', nodeEnded: 'NODE_ENDED' }

/** Returns the refusal for a code; null for other codes. */
export function refusalOfCode(code: string | null): AppendRefusal | null {
	return (['logEnded', 'nodeEnded'] as const).find((refusal) => CODES[refusal] === code) ?? null
}

/** Returns the error with which a task of the writer refuses an append. */
export function appendRefused(refusal: AppendRefusal): Error {
	return Object.assign(new Error(`an append was refused: ${refusal}`), { code: CODES[refusal] })
}
