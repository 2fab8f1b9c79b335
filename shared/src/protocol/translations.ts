import { z } from 'zod'
import { LIMITS } from '../domain/limits.ts'

/** A BCP 47 tag. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'is no language tag')

/**
 * `POST /api/boards/:id/translations`: asks for texts of a board in a language (READ1), a BCP 47
 * tag; null for their languages alone. An id is that of a card or a cluster, for its text or title,
 * or with a key, for another text of a record (`textId`).
 */
export const translationsBody = z.object({
	to: languageTag.nullable(),
	ids: z.array(z.string().min(1).max(100)).max(LIMITS.maxTranslatedTexts),
	/** Whose translations: a client that has the document needs those of the machine only. */
	by: z.enum(['all', 'machine', 'people']).default('all'),
})
export type TranslationsBody = z.input<typeof translationsBody>

/**
 * `POST /api/practices/translations`: the same for texts of listed practices (READ9). An id names
 * the practice and the text (`practiceTextId`).
 */
export const practiceTranslationsBody = translationsBody.extend({
	ids: z.array(z.string().min(1).max(200)).max(LIMITS.maxTranslatedPracticeTexts),
})

/**
 * `POST /api/boards/:id/similar/translations`: the same for what is similar to a card (SIMILAR1).
 * The id of a similar card stands for its text, and with a number for one of its solutions.
 */
export const similarTranslationsBody = practiceTranslationsBody.extend({
	card: z.string().max(100),
})
export type SimilarTranslationsBody = z.input<typeof similarTranslationsBody>

/** A translated text. `from` is the language of the original. */
export interface TranslatedText {
	id: string
	text: string
	from: string
	/** The text that was translated: a client that has another one by now shows no translation. */
	original: string
	/** `machine`, a participant's id, `facilitator`, or null for an unknown person (READ5). */
	by: string | null
	/** Whether the original has changed since a person translated it. */
	isStale: boolean
}

/** Why texts stay untranslated: the translator does not answer, or has had enough for today. */
export const TRANSLATION_PROBLEMS = ['failed', 'limit'] as const
export type TranslationProblem = (typeof TRANSLATION_PROBLEMS)[number]

export interface BoardTranslations {
	translations: TranslatedText[]
	/** The texts whose translation is not ready; ask again later. */
	pending: string[]
	/** The languages of the texts, as far as they are known, by id. */
	languages: Record<string, string>
	problem: TranslationProblem | null
	/** The texts of a board that the reader wrote (READ4c); absent if there are none. */
	own?: string[]
}

/** The host's view of the translator (TRANSLATE5): figures of a process since midnight (UTC). */
export interface HostTranslation {
	kind: string
	/** The host of its address. */
	host: string
	texts: number
	characters: number
	maxCharacters: number
	requests: number
	failures: number
	/** Mean time of a request in ms. */
	meanMs: number
	lastFailure: { at: number; reason: string } | null
}

/** `POST /api/host/translation/test`: a sentence in the languages that the translator offers. */
export interface HostTranslationTest {
	text: string
	to: string
	translation: string | null
	ms: number
	problem: string | null
}
