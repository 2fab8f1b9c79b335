/** A server with language models, by the API of OpenAI, which the host names (TRANSLATE1). */
export interface LanguageModel {
	/**
	 * Returns a vector for each text, in order; all have the same number of dimensions. Throws a
	 * `TranslatorError`, or the reason of the signal. Null if the host names no embedding model.
	 */
	embed: ((texts: readonly string[], signal: AbortSignal) => Promise<number[][]>) | null
	/**
	 * Asks a question with what people wrote as its data. Returns the JSON of the answer, null for
	 * another one. Throws like `embed`.
	 */
	answer(question: { instructions: string; data: unknown }, signal: AbortSignal): Promise<unknown>
}
