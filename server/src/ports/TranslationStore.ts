import type { PracticeId, WorkshopId } from '@charrette/shared'

/** What a text belongs to: its translations are stored with it, and end with it. */
export type TextOwner = { kind: 'workshop'; id: WorkshopId } | { kind: 'practice'; id: PracticeId }

/** A translation by its original's hash (SHA-256, base64url). */
export interface StoredTranslation {
	hash: string
	source: string
	text: string
}

/**
 * Caches translations of the texts of workshops and of listed practices (TRANSLATE3). They end with
 * the workshop, and when the practice is not listed any more. A store that fails throws a
 * `StorageError`.
 */
export interface TranslationStore {
	/** The stored translations into a language, of the originals with these hashes, by owner. */
	find(
		owners: readonly TextOwner[],
		target: string,
		hashes: readonly string[],
	): Promise<(StoredTranslation & { owner: string })[]>
	/** Returns all stored translations of a workshop into a language. */
	list(workshop: WorkshopId, target: string): Promise<StoredTranslation[]>
	/** Stores translations, and removes the oldest ones of the owner beyond `max`. */
	save(owner: TextOwner, target: string, translations: readonly StoredTranslation[], max: number): Promise<void>
	close(): Promise<void>
}
