import { type BoardTranslations, LIMITS, type TranslationsBody } from '@charrette/shared'

/** What is known about a text: its language, and its translation if there is one. */
export interface Reading {
	original: string
	/** The language of the original, an ISO 639-1 code; empty if it is unknown. */
	from: string
	/** Null if the text needs no translation. */
	text: string | null
	/** The person who wrote the translation; missing for the machine's. */
	person?: TranslationAuthor
	/** Set if the reader wrote the original (READ4). */
	isOwn?: true
}

/** The person who wrote a translation (READ5). */
export interface TranslationAuthor {
	/** A participant's id, or `facilitator`; null if unknown. */
	by: string | null
	/** Whether the original has changed since. */
	isStale: boolean
}

export interface ReadingAnswer {
	/** By the id of the text. A text that is asked for and not in any answer is asked for again. */
	readings: ReadonlyMap<string, Reading>
	/** Whether the others are ready to be asked for, are being translated, or cannot be now. */
	state: 'ready' | 'pending' | 'failed'
}

/** Gives the languages and translations of texts, by their ids, in parts as they become ready. */
export type ReadingSource = (wanted: ReadonlyMap<string, string>, signal: AbortSignal) => AsyncIterable<ReadingAnswer>

export type AskServer = (body: TranslationsBody) => Promise<BoardTranslations>

/** Creates the source that asks the server (READ1). */
export function createServerSource(to: string | null, ask: AskServer): ReadingSource {
	return async function* (wanted, signal) {
		const all = [...wanted]
		for (let start = 0; start < all.length && !signal.aborted; start += LIMITS.maxTranslatedTexts) {
			const part = all.slice(start, start + LIMITS.maxTranslatedTexts)
			yield toAnswer(part, await ask({ to, ids: part.map(([card]) => card) }))
		}
	}
}

function toAnswer(
	part: readonly [string, string][],
	{ translations, pending, languages, problem, own = [] }: BoardTranslations,
): ReadingAnswer {
	const found = new Map(translations.map((one) => [one.id, one]))
	// If somebody is typing, the server has an earlier or a later text.
	const isReady = ([card, text]: [string, string]) =>
		!pending.includes(card) && (found.get(card)?.original ?? text) === text
	const ready = part.filter(isReady)
	const readings = ready.map(([card, original]): [string, Reading] => {
		const { text = original, by = 'machine', isStale = false } = found.get(card) ?? {}
		const person = by === 'machine' ? {} : { person: { by, isStale } }
		const reading = { original, from: languages[card] ?? '', text: text === original ? null : text, ...person }
		return [card, own.includes(card) ? { ...reading, isOwn: true } : reading]
	})
	return {
		readings: new Map(readings),
		state: problem ? 'failed' : ready.length < part.length ? 'pending' : 'ready',
	}
}
