/**
 * The translations that this browser has made itself (READ8), by the hash of the original and the
 * pair of languages. Each workshop has a database of its own, which is removed with its boards'
 * copies (OFFLINE6); readers of practices without a workshop have one, too.
 */
import type { WorkshopId } from '@charrette/shared'
import { type DBSchema, openDB } from 'idb'
import { TRANSLATIONS_PREFIX } from './storageKeys.ts'

interface CacheSchema extends DBSchema {
	/** By pair of languages and hash. */
	translations: { key: string; value: { text: string; at: number }; indexes: { at: number } }
}

/** Translations made on this device. @limit offline: the oldest are made again */
const MAX_STORED = 5000

/** Translations of one pair of languages, by their originals. */
export interface TranslationCache {
	read(pair: string, texts: readonly string[]): Promise<Map<string, string>>
	write(pair: string, translations: ReadonlyMap<string, string>): Promise<void>
	close(): void
}

/**
 * Opens the cache of a workshop. It is empty, and stays so, where the browser stores nothing or
 * another tab removes it.
 */
export async function openTranslationCache(workshop: WorkshopId | 'practices'): Promise<TranslationCache> {
	const db = await openDB<CacheSchema>(TRANSLATIONS_PREFIX + workshop, 1, {
		upgrade(created) {
			created.createObjectStore('translations').createIndex('at', 'at')
		},
		blocking: (_former, _next, event) => (event.target as IDBDatabase).close(),
	}).catch(() => null)
	return {
		async read(pair, texts) {
			const found = new Map<string, string>()
			try {
				const keys = await Promise.all(texts.map((text) => keyOf(pair, text)))
				const store = db?.transaction('translations').store
				const values = await Promise.all(keys.map((key) => store?.get(key)))
				for (const [at, text] of texts.entries()) if (values[at]) found.set(text, values[at].text)
			} catch {
				// They are translated again.
			}
			return found
		},
		async write(pair, translations) {
			try {
				const entries = await Promise.all(
					[...translations].map(async ([original, text]) => ({ key: await keyOf(pair, original), text })),
				)
				const transaction = db?.transaction('translations', 'readwrite')
				if (!transaction) return
				const { store } = transaction
				await Promise.all(entries.map(({ key, text }) => store.put({ text, at: Date.now() }, key)))
				let beyond = (await store.count()) - MAX_STORED
				for (let oldest = await store.index('at').openCursor(); oldest && beyond > 0; beyond--) {
					await oldest.delete()
					oldest = await oldest.continue()
				}
				await transaction.done
			} catch {
				// They are translated again.
			}
		},
		close: () => db?.close(),
	}
}

async function keyOf(pair: string, text: string): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
	return `${pair} ${btoa(String.fromCharCode(...hash))}`
}
