import { useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { BoardReading } from './BoardReading.ts'
import { ReadingContext, type ReadingPlace, type TextPlace } from './ReadingProvider.tsx'
import { type BoardText, NO_CHANGES, pickTranslation } from './useReading.tsx'

/** A translation, and its language. */
export interface Translation {
	text: string
	lang: string
}

/** Returns the translation of a text that was asked for; null if it has none. */
export type TranslationOf = (text: BoardText) => Translation | null

/** Whether translations are shown below originals, which then need more room. */
export function useProjectsTranslations(): boolean {
	const locales = useContext(ReadingContext)?.projectedLocales ?? []
	return locales.length > 0
}

const NO_TRANSLATION: TranslationOf = () => null

/**
 * Asks for translations to show below their originals (READ6): into the first language of the
 * projector, and what is in that one into the second. `texts` is the same array until one of them
 * changes.
 */
export function useProjectedTranslations(texts: readonly BoardText[]): TranslationOf {
	const place = useContext(ReadingContext)
	const boards = [...new Set(texts.map(({ board }) => board ?? place?.board))]
		.filter((board) => board != null)
		.join(' ')
	const readings = useMemo(() => {
		const named = boards.split(' ').filter(Boolean) as TextPlace[]
		return new Map<string, readonly BoardReading[]>(
			named.map((board) => [board, place?.projectedLocales.map((to) => place.readingOf(board, to)) ?? []]),
		)
	}, [place, boards])
	const changes = place?.changes ?? NO_CHANGES
	const version = useSyncExternalStore(changes.subscribe, changes.get)
	const ownBoard = place?.board ?? ''
	useEffect(() => {
		if (version < 0) return undefined
		const hides = texts.flatMap(({ id, text, board = ownBoard }) => {
			const [first, second] = readings.get(board) ?? []
			if (!first) return []
			const isSecond = second && isIn(first, { id, text })
			return [first.show(id, text), ...(isSecond ? [second.show(id, text)] : [])]
		})
		return () => {
			for (const hide of hides) hide()
		}
	}, [readings, texts, ownBoard, version])
	return useMemo(() => {
		if (version === 0) return NO_TRANSLATION
		return ({ id, text, board = ownBoard }) => {
			for (const reading of readings.get(board) ?? []) {
				const found = translationBy(reading, { id, text }, board === ownBoard ? place : null)
				if (found) return found
			}
			return null
		}
	}, [place, readings, ownBoard, version])
}

/** Whether a text is in the language of a reading. */
function isIn(reading: BoardReading, { id, text }: BoardText): boolean {
	const known = reading.of(id)
	return known?.original === text && known.from !== '' && known.from === reading.to?.split('-')[0]
}

/** Returns the translation of a text; on the open board, that of people comes first (READ5). */
function translationBy(reading: BoardReading, { id, text }: BoardText, open: ReadingPlace | null): Translation | null {
	if (!reading.to) return null
	const known = reading.of(id)
	const found = pickTranslation(known?.original === text ? known : null, open?.peoples?.(reading.to).of(id, text))
	return found && { text: found.text, lang: found.locale ?? reading.to }
}
