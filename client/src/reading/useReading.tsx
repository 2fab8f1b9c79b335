import { isDefaultTitle, type Locale, type PeoplesTranslation, translateTitle } from '@charrette/shared'
import { useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { createObservable } from '../connection/observable.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import type { BoardReading } from './BoardReading.ts'
import type { PeoplesTranslations } from './peoplesTranslations.ts'
import { NamesContext, ReadingContext, type ReadingPlace, type TextPlace } from './ReadingProvider.tsx'
import type { Reading, TranslationAuthor } from './ReadingSource.ts'
import styles from './reading.module.css'

/** Returns the language in which this person reads texts of others; null if as written. */
export function useOwnLanguage(): string | null {
	return useContext(ReadingContext)?.to ?? null
}

/** A text as this person reads it. */
export interface ReadText {
	text: string
	/** The language of `text`; undefined if it is unknown. */
	lang: string | undefined
	/** The language of the original if a translation exists, empty if unknown; otherwise null. */
	from: string | null
	isTranslated: boolean
	/** The person who wrote the translation; missing for the machine's. */
	person?: TranslationAuthor
}

/** A text of a board, by its id (`textId`); of the open board if none is named. */
export interface BoardText {
	id: string
	text: string
	board?: TextPlace | undefined
}

const NOT_SUBSCRIBED = () => () => {}

function useBoardReading(named?: TextPlace): BoardReading | null {
	const place = useContext(ReadingContext)
	const board = named ?? place?.board
	return useMemo(() => (place && board ? place.readingOf(board) : null), [place, board])
}

/** Returns a text, translated if this person wants it and did not write it (READ4). */
export function useReadText(id: string, original: string, board?: TextPlace): ReadText {
	const reading = useBoardReading(board)
	useEffect(() => reading?.show(id, original), [reading, id, original])
	return useKnownText(id, original, board)
}

/** As `useReadText`, for a mention of a text: it is not asked for. */
export function useKnownText(id: string, original: string, board?: TextPlace): ReadText {
	const place = useContext(ReadingContext)
	const reading = useBoardReading(board)
	const subscribe = useMemo(
		() => (reading ? (listener: () => void) => reading.subscribe(id, listener) : NOT_SUBSCRIBED),
		[reading, id],
	)
	useSyncExternalStore(subscribe, () => reading?.of(id) ?? null)
	useSyncExternalStore(subscribe, () => reading?.isOriginalShown(id) ?? false)
	useSyncExternalStore(subscribe, () => peoplesOf(place)?.stored(id) ?? null)
	return readNow(place, { id, text: original, board })
}

/** As `useReadText`, for a cluster's title. A title that Charrette gave needs no translator. */
export function useReadTitle(cluster: string, title: string): ReadText {
	const locale = useLocale()
	const isDefault = isDefaultTitle(title)
	const read = useReadText(cluster, isDefault ? '' : title)
	return isDefault ? asWritten(translateTitle(title, locale)) : read
}

const asWritten = (text: string, lang?: string): ReadText => ({ text, lang, from: null, isTranslated: false })

/** Reads a text as this person does now. */
function readNow(place: ReadingPlace | null, { id, text: original, board }: BoardText): ReadText {
	const at = board ?? place?.board
	if (!place || !at) return asWritten(original)
	const reading = place.readingOf(at)
	const isOpen = at === place.board
	const latest = reading.of(id)
	const known = latest?.original === original ? latest : null
	const written = asWritten(original, known?.from || undefined)
	const found = pickTranslation(known, isOpen ? peoplesOf(place)?.of(id, original) : null)
	if (!found || (isOpen && place.isOwn(id))) return written
	const shared = { from: known?.from ?? '', ...(found.person && { person: found.person }) }
	if (reading.isOriginalShown(id)) return { ...written, ...shared }
	return { text: found.text, lang: found.locale ?? reading.to ?? undefined, isTranslated: true, ...shared }
}

/** Returns what people translated on the open board into this person's language. */
function peoplesOf(place: ReadingPlace | null): PeoplesTranslations | null {
	return place?.peoples && place.to !== null ? place.peoples(place.to) : null
}

/**
 * Picks the translation that is shown (READ5a): that of a person, unless it is stale and there is
 * one of the machine.
 */
export function pickTranslation(
	known: Reading | null,
	peoples: PeoplesTranslation | null | undefined,
): { text: string; locale?: string; person?: TranslationAuthor } | null {
	const person = peoples && { ...peoples, person: { by: peoples.by ?? null, isStale: peoples.isStale } }
	if (person && !person.isStale) return person
	if (known && known.text !== null) return { text: known.text, ...(known.person && { person: known.person }) }
	return person ?? null
}

/**
 * Asks for many texts at once, for views that read them with a `Reader`. `texts` is the same array
 * until one of them changes.
 */
export function useAskedTexts(texts: readonly BoardText[]): void {
	const place = useContext(ReadingContext)
	useEffect(() => {
		const hides = texts.flatMap(({ id, text, board = place?.board ?? undefined }) =>
			place && board ? [place.readingOf(board).show(id, text)] : [],
		)
		return () => {
			for (const hide of hides) hide()
		}
	}, [place, texts])
}

/** Reads texts as they are shown, for words about them. It asks for none. */
export interface Reader {
	/** Counts the changes. */
	version: number
	readText(id: string, original: string, board?: TextPlace): ReadText
	readTitle(cluster: string, title: string): ReadText
	/** Returns whether a text of the open board needs no translation, or has it. */
	isKnown(id: string, original: string): boolean
	/** Returns the translation of a text of the open board, also if its original is shown; or ''. */
	findTranslation(text: Pick<BoardText, 'id' | 'text'>): string
}

/** The reader where nothing is translated. */
export const ORIGINALS: Reader = {
	version: 0,
	readText: (_, original) => asWritten(original),
	readTitle: (_, title) => asWritten(title),
	isKnown: () => true,
	findTranslation: () => '',
}

/** Returns the reader; another one after each change. */
export function useReader(): Reader {
	const place = useContext(ReadingContext)
	const locale = useLocale()
	const changes = place?.changes ?? NO_CHANGES
	const version = useSyncExternalStore(changes.subscribe, changes.get)
	return useMemo(() => createReader(place, { locale, version }), [place, locale, version])
}

export const NO_CHANGES = createObservable(0)

function createReader(place: ReadingPlace | null, { locale, version }: { locale: Locale; version: number }): Reader {
	return {
		version,
		readText: (id, text, board) => readNow(place, { id, text, board }),
		readTitle: (id, text) =>
			isDefaultTitle(text) ? asWritten(translateTitle(text, locale)) : readNow(place, { id, text }),
		isKnown(id, text) {
			if (!place?.board || place.to === null || place.isOwn(id)) return true
			return place.readingOf(place.board).of(id)?.original === text
		},
		findTranslation({ id, text }) {
			const known = place?.board ? place.readingOf(place.board).of(id) : null
			return known?.original === text && !place?.isOwn(id) ? (known.text ?? '') : ''
		},
	}
}

/** Returns what switches a text between translation and original; null without a translation. */
export function useTranslationSwitch(id: string, read: ReadText, board?: TextPlace) {
	const reading = useBoardReading(board)
	const label = useTranslationLabel(read)
	if (read.from === null || !reading) return null
	return { label, onChoose: () => reading.showOriginal(id, read.isTranslated) }
}

/** Returns what a translation is, or its original. */
function useTranslationLabel({ from, isTranslated, person }: ReadText): string {
	const { t } = useTranslation('board')
	const language = useLanguage()
	const names = useContext(NamesContext)
	if (isTranslated && person) {
		if (person.isStale) return t('reading.older')
		const name = person.by === null ? '' : names.get(person.by)
		return name ? t('reading.byPerson', { name }) : t('reading.byPeople')
	}
	if (!from) return t(isTranslated ? 'reading.translation' : 'reading.originalShown')
	const name = new Intl.DisplayNames([language], { type: 'language' }).of(from) ?? from
	return isTranslated ? t('reading.translated', { language: name }) : t('reading.original', { language: name })
}

interface TranslationMarkProps {
	/** The id of the text. */
	card: string
	board?: TextPlace | undefined
	read: ReadText
	tabIndex?: number
	/** The size of the icon in a mark without words; the canvas has room for no more. */
	iconSize?: number
}

/** Marks a translation, and shows the original at a press (READ4). */
export function TranslationMark({ card, board, read, tabIndex, iconSize }: TranslationMarkProps) {
	const shown = useTranslationSwitch(card, read, board)
	if (!shown) return null
	const label = iconSize === undefined ? {} : { 'aria-label': shown.label, title: shown.label }
	return (
		<button
			type="button"
			className={styles[iconSize === undefined ? 'mark' : 'icon']}
			tabIndex={iconSize === undefined ? tabIndex : -1}
			aria-pressed={!read.isTranslated}
			{...label}
			onMouseDown={(event) => event.preventDefault()}
			// The canvas would start to drag the card.
			onPointerDown={(event) => event.stopPropagation()}
			onClick={shown.onChoose}
		>
			<Icon name={read.person?.isStale ? 'warning' : 'language'} size={iconSize ?? 14} />
			{iconSize === undefined && shown.label}
		</button>
	)
}
