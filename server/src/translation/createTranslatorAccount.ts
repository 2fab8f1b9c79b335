/**
 * What a process has asked the host's translator for today. Translations, likeness and suggestions
 * share its limits (TRANSLATE4, MODEL1) and its figures (TRANSLATE5).
 */
import type { HostTranslation, TranslationProblem } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { TranslatorError } from '../ports/Translator.ts'

/** The part of the day's characters for all strangers, and for one address (TRANSLATE7). */
const [STRANGERS_PART, ADDRESS_PART] = [0.2, 0.05]
/** Addresses whose characters are counted. */
const MAX_ADDRESSES = 10_000
/** Requests to the translator at once. */
export const MAX_RUNNING = 4
/** After a failure the translator is left alone for this time, or as long as it asks for. */
const [PAUSE_MS, MAX_PAUSE_MS] = [10_000, 15 * 60_000]
const DAY_MS = 24 * 60 * 60_000

/**
 * What the translator is asked for. A failure of one, such as a missing model, says nothing about
 * the others, except when the translator is busy.
 */
export type Purpose = (typeof PURPOSES)[number]

/** A request to the translator. */
interface CountedRequest<Answer> {
	/** What is sent of what people wrote. */
	texts: readonly string[]
	/** Sends it. An answer of null means that the translator does not know these languages. */
	send(signal: AbortSignal): Promise<Answer>
	/** The address of a reader without a workshop. */
	stranger?: string | undefined
}

export interface TranslatorAccount {
	/** Why nothing is sent now; null if it is. */
	problem(purpose: Purpose, stranger?: string): TranslationProblem | null
	/** Sends a request and counts it. Throws what `send` throws. */
	request<Answer>(request: CountedRequest<Answer>): Promise<Answer>
	/** Runs work that sends requests, as soon as fewer than four others run. */
	limit<Result>(run: () => Promise<Result>): Promise<Result>
	/** Leaves the translator alone for a while after an error, which is logged. */
	pauseAfter(error: unknown, purpose: Purpose): void
	/** The figures of today. */
	figures(): Omit<HostTranslation, 'kind' | 'host'>
	/** Ends requests in progress. */
	close(): void
}

interface AccountDeps {
	maxCharactersPerDay: number
	/** Counts a request by its result. */
	meter: (result: string, characters: number, ms: number) => void
	log: Pick<Logger, 'warn' | 'error'>
	pauseMs?: number
}

/** Creates the account of a process. The caller closes it. */
export function createTranslatorAccount({
	maxCharactersPerDay,
	meter,
	log,
	pauseMs = PAUSE_MS,
}: AccountDeps): TranslatorAccount {
	const ending = new AbortController()
	const limit = pLimit(MAX_RUNNING)
	const pausedUntil: Record<Purpose, number> = { translation: 0, likeness: 0, names: 0, summary: 0 }
	let today = emptyDay()
	let strangers = emptyStrangers()

	function currentFigures() {
		if (today.day !== currentDay()) {
			today = { ...emptyDay(), lastFailure: today.lastFailure }
			strangers = emptyStrangers()
		}
		return today
	}

	return {
		limit,
		problem(purpose, stranger) {
			if (currentFigures().characters >= maxCharactersPerDay) return 'limit'
			if (stranger !== undefined) {
				if (strangers.characters >= STRANGERS_PART * maxCharactersPerDay) return 'limit'
				if ((strangers.byAddress.get(stranger) ?? 0) >= ADDRESS_PART * maxCharactersPerDay) return 'limit'
			}
			return Date.now() < pausedUntil[purpose] ? 'failed' : null
		},
		async request({ texts, send, stranger }) {
			const day = currentFigures()
			const characters = texts.reduce((sum, { length }) => sum + length, 0)
			const begun = performance.now()
			let result = 'ok'
			try {
				const answer = await send(ending.signal)
				if (answer === null) result = 'unknownPair'
				else day.texts += texts.length
				return answer
			} catch (error) {
				result = error instanceof TranslatorError ? error.reason : 'internal'
				day.failures++
				day.lastFailure = { at: Date.now(), reason: result }
				throw error
			} finally {
				const ms = performance.now() - begun
				if (result !== 'unknownPair') {
					day.requests++
					day.characters += characters
					if (stranger !== undefined) {
						strangers.characters += characters
						strangers.byAddress.set(stranger, characters + (strangers.byAddress.get(stranger) ?? 0))
					}
					day.ms += ms
				}
				meter(result, characters, ms)
			}
		},
		pauseAfter(error, purpose) {
			if (ending.signal.aborted) return
			const asked = error instanceof TranslatorError ? error.retryAfterMs : 0
			const until = Date.now() + Math.min(MAX_PAUSE_MS, Math.max(pauseMs, asked))
			if (error instanceof TranslatorError && error.reason === 'busy') {
				for (const every of PURPOSES) pausedUntil[every] = until
			} else pausedUntil[purpose] = until
			// An error of the translator is not logged as a whole: an endpoint may quote a text.
			if (error instanceof TranslatorError) log.warn({ reason: error.reason, purpose }, 'the translator failed')
			else log.error({ err: error }, 'a request to the translator failed')
		},
		figures() {
			const { day: _, ms, ...rest } = currentFigures()
			const meanMs = rest.requests > 0 ? Math.round(ms / rest.requests) : 0
			return { ...rest, meanMs, maxCharacters: maxCharactersPerDay }
		},
		close: () => ending.abort(),
	}
}

const PURPOSES = ['translation', 'likeness', 'names', 'summary'] as const

const currentDay = () => Math.floor(Date.now() / DAY_MS)
const emptyDay = () => ({
	day: currentDay(),
	texts: 0,
	characters: 0,
	requests: 0,
	failures: 0,
	ms: 0,
	lastFailure: null as HostTranslation['lastFailure'],
})
/** The characters that readers without a workshop have used today. */
const emptyStrangers = () => ({
	characters: 0,
	byAddress: new LRUCache<string, number>({ max: MAX_ADDRESSES }),
})
