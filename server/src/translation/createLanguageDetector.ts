import { LRUCache } from 'lru-cache'
import { createThreadPool } from '../workers/createThreadPool.ts'

const MAX_CACHED = 20_000
/** Longer texts are detected by their beginning. */
const MAX_LENGTH = 300
const HAS_LETTER = /\p{L}/u
/** Addresses have letters, and no language. */
const ADDRESSES = /https?:\/\/\S+/giu

/** Detects the languages of texts, without blocking the event loop (READ2). */
export interface LanguageDetector {
	/** Returns the language of each text as an ISO 639-1 code; empty if it is unknown. */
	detect(texts: readonly string[]): Promise<string[]>
	close(): Promise<void>
}

/** Creates a detector with one thread, which ends when idle. The caller closes it. */
export function createLanguageDetector(): LanguageDetector {
	const known = new LRUCache<string, string>({ max: MAX_CACHED })
	const pool = createThreadPool<readonly string[], string[]>({
		file: new URL('./detectWorker.js', import.meta.url),
		task: 'detectAll',
		maxRunMs: 60_000,
		maxQueue: 100,
		maxMemoryMb: 128,
	})
	return {
		async detect(texts) {
			const starts = texts.map((text) => text.slice(0, MAX_LENGTH).replaceAll(ADDRESSES, ' ').trim())
			const unknown = [...new Set(starts)].filter((text) => HAS_LETTER.test(text) && !known.has(text))
			const found = unknown.length > 0 ? await pool.run(unknown) : []
			const now = new Map(unknown.map((text, index) => [text, found[index] ?? '']))
			for (const [text, language] of now) known.set(text, language)
			return starts.map((text) => now.get(text) ?? known.get(text) ?? '')
		},
		close: () => pool.close(),
	}
}
