/** What a language model gets with texts (TRANSLATE6). */
interface TranslationContext {
	/** What the texts are about. */
	theme: string
	/** Terms of the trade in the texts, each with its translation. */
	terms: readonly (readonly [term: string, translation: string])[]
}

/** Texts in one language, to be translated into another. Languages are ISO 639-1 codes. */
interface TranslationBatch {
	texts: readonly string[]
	from: string
	to: string
	/** For translators that understand it. */
	readContext?: () => Promise<TranslationContext>
}

/** Why a translator gave no translations. */
export type TranslatorFailure = 'unreachable' | 'timedOut' | 'busy' | 'refused' | 'badAnswer'

/** A translator that failed. The message is for the host, and quotes no text. */
export class TranslatorError extends Error {
	readonly reason: TranslatorFailure
	/** The time for which the translator asks to be left alone; 0 if it names none. */
	readonly retryAfterMs: number

	constructor(reason: TranslatorFailure, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
		super(message, options)
		this.name = 'TranslatorError'
		this.reason = reason
		this.retryAfterMs = options.retryAfterMs ?? 0
	}
}

/** Translates texts by a program that the host names (TRANSLATE1). */
export interface Translator {
	kind: string
	host: string
	/**
	 * Returns the translations, in order; null if it does not know this pair of languages. Throws a
	 * `TranslatorError`, or the reason of the signal.
	 */
	translate(batch: TranslationBatch, signal: AbortSignal): Promise<string[] | null>
}
