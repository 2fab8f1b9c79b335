import type { WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { FoundTexts } from '../export/inLanguage.ts'
import type { TranslationRequest, Translations } from './createTranslations.ts'

/** Time for which the translations of a file may take. @limit workshop: the rest is as written */
export const TRANSLATE_FILE_MS = 30_000

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

/**
 * Returns the translations of texts for a file (EXP10): those that are ready until a time. Unlike
 * a reader, a file cannot ask again, so this waits for requests of others on the same board, too.
 * Never rejects.
 */
export async function translateFile(
	{ boardTranslations, log }: { boardTranslations: Pick<Translations, 'read'>; log: Pick<Logger, 'error'> },
	request: FileTexts,
): Promise<FoundTexts> {
	try {
		return await readTexts(boardTranslations, request)
	} catch (err) {
		log.error({ err, board: request.place }, 'a file was written without translations')
		return { translations: new Map(), languages: new Map() }
	}
}

async function readTexts(
	translations: Pick<Translations, 'read'>,
	{ texts: list, workshop, until, signal, ...request }: FileTexts,
): Promise<FoundTexts> {
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
		}
	}
}
