import {
	type CardTranslation,
	isCardTranslation,
	localeOfKey,
	type PeoplesTranslation,
	pickLanguageOf,
	type RecordMap,
	type Records,
	translationKey,
	translationOf,
} from '@charrette/shared'
import * as Y from 'yjs'

/**
 * The translations that people wrote into one language, in the document of the open board (READ5).
 * They are read there, so that a correction is shown at once, and without a connection.
 */
export interface PeoplesTranslations {
	/** The stored translation of a card; the same object until it changes. */
	stored(card: string): CardTranslation | null
	/** Returns the translation of a card with this text. */
	of(card: string, text: string): PeoplesTranslation | null
}

export function readPeoplesTranslations(records: Records, to: string): PeoplesTranslations {
	const find = (card: string) => {
		const record = records.get(card)
		const locale = record && pickLanguageOf(to, localesIn(record))
		const stored = locale && record?.get(translationKey(locale))
		return locale && isCardTranslation(stored) ? { locale, stored } : null
	}
	return {
		stored: (card) => find(card)?.stored ?? null,
		of(card, text) {
			const found = find(card)
			return found && translationOf({ text, translations: { [found.locale]: found.stored } }, to)
		},
	}
}

/** Calls the listener with each card whose translations may have changed. */
export function watchTranslations(records: Records, onChange: (card: string) => void): () => void {
	const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
		for (const event of events) {
			if (!(event instanceof Y.YMapEvent)) continue
			const [card] = event.path
			const keys = [...event.keysChanged].map(String)
			if (card === undefined) for (const id of keys) onChange(id)
			else if (keys.some((key) => localeOfKey(key) !== null)) onChange(String(card))
		}
	}
	records.observeDeep(observer)
	return () => records.unobserveDeep(observer)
}

/** Returns the languages of a record's translations, in the order of their tags. */
const localesIn = (record: RecordMap) => [...record.keys()].flatMap((key) => localeOfKey(key) ?? []).sort()
