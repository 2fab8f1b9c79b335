import type { WorkshopId } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { FoundTexts } from '../export/inLanguage.ts'
import type { TranslationRequest, Translations } from './createTranslations.ts'

/** Once a file has waited the whole time, others of the board take what is ready, for this time. */
const NOT_AGAIN_MS = 60_000

/** A file has no reader, whose own texts would stay as they are. */
const NOBODYS: ReadonlySet<string> = new Set()

interface FileTexts extends Pick<TranslationRequest, 'place' | 'theme' | 'isAllowed'> {
	workshop: WorkshopId
	texts: readonly string[]
	to: string
	/** The time, in ms since 1970, until which translations are waited for. */
	until: number
	/** Aborts when the file is no longer wanted. */
	signal: AbortSignal
}

interface FileTranslatorDeps {
	boardTranslations: Pick<Translations, 'read'>
	log: Pick<Logger, 'error'>
}

/**
 * Creates what translates texts for files (EXP10): it returns the translations that are ready until
 * a time. Unlike a reader, a file cannot ask again, so it waits for requests of others on the same
 * board, too. Never rejects.
 */
export function createFileTranslator({ boardTranslations, log }: FileTranslatorDeps) {
	const slow = new LRUCache<string, true>({ max: 1000, ttl: NOT_AGAIN_MS })
	return async (request: FileTexts): Promise<FoundTexts> => {
		const key = `${request.place} ${request.to}`
		try {
			const until = slow.has(key) ? 0 : request.until
			const { pending, ...found } = await readTexts(boardTranslations, { ...request, until })
			if (pending > 0 && Date.now() >= request.until) slow.set(key, true)
			return found
		} catch (err) {
			log.error({ err, board: request.place }, 'a file was written without translations')
			return { translations: new Map(), languages: new Map() }
		}
	}
}

async function readTexts(
	translations: Pick<Translations, 'read'>,
	{ texts: list, workshop, until, signal, ...request }: FileTexts,
): Promise<FoundTexts & { pending: number }> {
	const owner = { kind: 'workshop', id: workshop } as const
	const texts = new Map(list.map((text) => [text, { text, owner }]))
	let pending = Number.POSITIVE_INFINITY
	for (;;) {
		const waitMs = Math.max(0, until - Date.now())
		const answer = await translations.read({ ...request, texts, settled: NOBODYS, waitMs, signal })
		const isStuck = answer.problem !== null || answer.pending.length >= pending
		pending = answer.pending.length
		if (pending > 0 && !isStuck && !signal.aborted && Date.now() < until) continue
		return {
			translations: new Map(answer.translations.map(({ original, text }) => [original, text])),
			languages: new Map(Object.entries(answer.languages)),
			pending,
		}
	}
}
