import {
	type CardTranslation,
	isCardTranslation,
	LIMITS,
	localeOfKey,
	type Records,
	textHash,
	withoutBy,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { RecordChanges } from '../gate/recordChanges.ts'
import type { Correction, Sender } from './RecordAuthors.ts'

/**
 * The authors of the translations that people wrote (READ5b). A member's translation names the
 * member, or the person who wrote this very text for this card, as undo restores it; any other name
 * is removed. The room remembers the newest authors; the cost is proportional to the change.
 */
export class TranslationAuthors {
	readonly #records: Records
	/** The authors by card, language and text, oldest first. */
	readonly #known = new Map<string, string>()

	constructor(records: Records) {
		this.#records = records
	}

	/** Reads the authors of a record that the server has written. */
	store(id: string): void {
		for (const { key, value } of this.#translationsOf(id)) this.#keep(id, key, value)
	}

	/** Corrects the authors in an update of a member. Call it in a transaction. */
	restore(changes: RecordChanges, sender: Sender): Correction {
		let correction: Correction = 'nothing'
		for (const [id, { isWhole, fields }] of changes)
			for (const { key, value } of this.#translationsOf(id)) {
				if (!isWhole && !fields.has(key)) continue
				if (this.#isAuthor(id, { key, value }, sender)) this.#keep(id, key, value)
				else {
					this.#records.get(id)?.set(key, withoutBy(key, value))
					correction = 'added'
				}
			}
		return correction
	}

	#isAuthor(id: string, { key, value }: StoredTranslation, { owner }: Sender): boolean {
		return value.by === undefined || value.by === owner || this.#known.get(knownKey(id, key, value)) === value.by
	}

	#keep(id: string, key: string, value: CardTranslation): void {
		if (value.by === undefined) return
		const known = knownKey(id, key, value)
		this.#known.delete(known)
		this.#known.set(known, value.by)
		const [oldest] = this.#known.keys()
		if (this.#known.size > LIMITS.maxDeletedAuthors && oldest !== undefined) this.#known.delete(oldest)
	}

	#translationsOf(id: string): StoredTranslation[] {
		const record = this.#records.get(id)
		if (!(record instanceof Y.Map)) return []
		return [...record.entries()].flatMap(([key, value]) =>
			localeOfKey(key) !== null && isCardTranslation(value) ? [{ key, value }] : [],
		)
	}
}

interface StoredTranslation {
	key: string
	value: CardTranslation
}

const knownKey = (id: string, key: string, { text }: CardTranslation) => `${id} ${key} ${textHash(text)}`
