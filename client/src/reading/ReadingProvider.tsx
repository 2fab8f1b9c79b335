import {
	type BoardId,
	isTextBy,
	isTextFrom,
	LOCALES,
	type Locale,
	type ParticipantId,
	projectorLocales,
	type Records,
	type TranslationsBody,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { createContext, type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { fetchTranslations } from '../connection/api/boards.ts'
import { localStore } from '../connection/browserStorage.ts'
import { useTranslates } from '../connection/clientInfo.ts'
import type { Credentials } from '../connection/credentials.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { useLanguage } from '../i18n/useTranslation.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type BoardReading, createBoardReading } from './BoardReading.ts'
import { createLazyDevice, createSource, hasOwnTranslator, type LazyDevice } from './lazyDevice.ts'
import type { DeviceOptions } from './openDevice.ts'
import { type PeoplesTranslations, readPeoplesTranslations, watchTranslations } from './peoplesTranslations.ts'
import type { AskServer } from './ReadingSource.ts'

/** Where texts are: on a board, or `elsewhere`, as those of practices. */
export type TextPlace = BoardId | 'elsewhere'

export interface ReadingPlace {
	/** Where texts are read if nothing is named; null for private writing (READ1). */
	board: TextPlace | null
	/** The language of this person's translations; null if only languages are read. */
	to: string | null
	/** The languages of translations below originals (READ6); none if they are not shown. */
	projectedLocales: readonly string[]
	/** Returns the reading of a place in a language, which begins with the first call. */
	readingOf(place: TextPlace, to?: string | null): BoardReading
	/** The browser's own translator (READ8); null if there is none, or nothing is translated. */
	device: LazyDevice | null
	/** Counts the changes of all readings. */
	changes: Observable<number>
	/** Whether this person wrote a text of `board`. */
	isOwn(id: string): boolean
	/** Returns what people translated on `board` into a language (READ5); null without `board`. */
	peoples: ((to: string) => PeoplesTranslations) | null
	close(): void
}

export const ReadingContext = createContext<ReadingPlace | null>(null)

/** The names of the people who may have translated. */
export const NamesContext = createContext<ReadonlyMap<string, string>>(new Map())

/** Whether this person reads texts in their own language; null until they choose. */
const choice = createObservable(localStore.read(LOCAL_KEYS.reading))

/** What decides whether texts are translated: their languages, and whether machines may. */
export interface TranslatedTexts {
	locales: readonly Locale[]
	isUntranslated?: boolean | undefined
}

/**
 * Returns whether this person wants translations, and whether they are asked: where a translator
 * is, and in a workshop with several languages, since people translate, too (READ5). Where the
 * facilitator forbids machine translation (READ3), the browser's own translator stays, but is off
 * until the person switches it on; the switch is then about it.
 */
export function useReadingChoice({ locales, isUntranslated }: TranslatedTexts) {
	const isAllowed = isUntranslated !== true
	const canAsk = useTranslates() && isAllowed
	const chosen = useSyncExternalStore(choice.subscribe, choice.get)
	const isMixed = locales.length > 1
	const isOn = chosen === null ? isMixed : chosen === 'own'
	const hasDevice = hasOwnTranslator() && (isAllowed || chosen === 'own')
	const isChecked = isOn && (hasDevice || !hasOwnTranslator())
	const canTranslate = canAsk || hasOwnTranslator()
	return { canAsk, canTranslate, isOffered: canTranslate || isMixed, isOn, isChecked, hasDevice }
}

/** Remembers whether this person reads texts in their own language. */
export function chooseReading(isChosen: boolean): void {
	const chosen = isChosen ? 'own' : 'original'
	localStore.write(LOCAL_KEYS.reading, chosen)
	choice.set(chosen)
}

/** Returns whether the projector can show translations: with several languages (READ6). */
export function useCanProjectTranslations(workshop: Workshop): boolean {
	const { canAsk } = useReadingChoice(workshop)
	return canAsk && workshop.locales.length > 1
}

interface ReadingProviderProps {
	credentials: Credentials
	workshop: Workshop
	/** The open board, and its document. */
	opened?: { board: BoardId; document: BoardDocument; isPrivate: boolean }
	children: ReactNode
}

/** Lets views show texts of the workshop's boards in this person's language (READ4). */
export function ReadingProvider({ credentials, workshop, opened, children }: ReadingProviderProps) {
	const { canAsk, isOn, hasDevice } = useReadingChoice(workshop)
	const language = useLanguage()
	const isMixed = workshop.locales.length > 1
	const isProjected = useCanProjectTranslations(workshop) && workshop.projectsOriginals !== true
	const projected = isProjected ? projectorLocales(workshop).join(' ') : ''
	// Private cards are on no board, so nothing of them is known (READ1).
	const board = opened && !opened.isPrivate ? opened.board : null
	const records = opened?.document.records
	const { id } = workshop
	const place = useMemo<ReadingPlace | null>(() => {
		if (!(isOn || isMixed)) return null
		const { participant } = credentials
		return {
			...createReadings({
				to: isOn ? language : null,
				device: hasDevice ? { workshop: id, canAsk } : null,
				askOf:
					(of) =>
					// What people translated on the open board is read in its document.
					({ by = 'all', ...body }) =>
						fetchTranslations(credentials, of as BoardId, of === board ? withoutPeoples(body, by) : { ...body, by }),
			}),
			board,
			projectedLocales: projected.split(' ').filter(Boolean),
			peoples: records && board ? (to) => readPeoplesTranslations(records, to) : null,
			isOwn: (id) => records !== undefined && isOwnText(records, id, participant),
		}
	}, [isOn, canAsk, hasDevice, id, isMixed, projected, language, credentials, board, records])
	useEffect(() => () => place?.close(), [place])
	useEffect(() => {
		if (!records || !board || !place) return undefined
		const languages = new Set([place.to, ...place.projectedLocales])
		const readings = [...languages].map((to) => place.readingOf(board, to))
		return watchTranslations(records, (card) => {
			for (const reading of readings) reading.touch(card)
		})
	}, [place, board, records])
	return (
		<NamesContext value={useDisplayNames(workshop)}>
			<ReadingContext value={place}>{children}</ReadingContext>
		</NamesContext>
	)
}

interface TextsProviderProps {
	/** The reader's workshop; null without one. */
	workshop: WorkshopId | null
	/** Whether that workshop forbids machine translation (READ3). */
	isUntranslated: boolean
	/** Asks the server for the texts; the same function until they are others. */
	ask: AskServer
	/** Returns what the texts have in common that a reader switches together. */
	switchOf: (id: string) => string
	/** The languages of translations below originals, on a projector (READ6). */
	projectedLocales?: readonly Locale[]
	children: ReactNode
}

/**
 * Lets views show texts that are on no board of the reader in their language, such as those of
 * practices (READ9). They come from everywhere, so this is on until the reader switches it off.
 */
export function TextsProvider(props: TextsProviderProps) {
	const { workshop, isUntranslated, ask, switchOf, projectedLocales = [], children } = props
	const { canAsk, isOn, hasDevice } = useReadingChoice({ locales: LOCALES, isUntranslated })
	const language = useLanguage()
	const projected = canAsk ? projectedLocales.join(' ') : ''
	const place = useMemo<ReadingPlace | null>(() => {
		if (!isOn || !(canAsk || hasDevice)) return null
		return {
			...createReadings({
				to: language,
				device: hasDevice ? { workshop: workshop ?? 'practices', canAsk } : null,
				askOf: () => ask,
				switchOf,
			}),
			board: 'elsewhere',
			projectedLocales: projected.split(' ').filter(Boolean),
			peoples: null,
			isOwn: () => false,
		}
	}, [isOn, canAsk, hasDevice, language, workshop, ask, switchOf, projected])
	useEffect(() => () => place?.close(), [place])
	return <ReadingContext value={place}>{children}</ReadingContext>
}

interface ReadingsOptions {
	/** The language of this person's translations; null if only languages are read. */
	to: string | null
	/** For the browser's own translator. */
	device: Pick<DeviceOptions, 'workshop' | 'canAsk'> | null
	askOf: (place: TextPlace) => AskServer
	switchOf?: (id: string) => string
}

/** Creates the readings of a page, one for each place and language. The caller closes them. */
function createReadings({ to: own, device: options, askOf, switchOf }: ReadingsOptions) {
	const readings = new Map<string, BoardReading>()
	const changes = createObservable(0)
	const onReady = () => {
		for (const reading of readings.values()) reading.askAgain()
	}
	const device = own !== null && options ? createLazyDevice({ ...options, to: own, onReady }) : null
	return {
		to: own,
		changes,
		device,
		readingOf(of: TextPlace, to = own) {
			const known = readings.get(`${of} ${to}`)
			if (known) return known
			const source = createSource(to, askOf(of), to === own ? device : null)
			const reading = createBoardReading({ to, source, ...(switchOf && { switchOf }) })
			reading.version.subscribe(() => changes.set(changes.get() + 1))
			readings.set(`${of} ${to}`, reading)
			return reading
		},
		close() {
			for (const reading of readings.values()) reading.close()
			device?.close()
		},
	}
}

/**
 * Whether this person wrote a text of the open board: as the author of its record or, if that names
 * nobody, since this document was opened. What a participant wrote earlier, the server knows.
 */
function isOwnText(records: Records, id: string, participant: ParticipantId | null): boolean {
	if (participant !== null && isTextBy(records, id, participant)) return true
	return isTextFrom(records, id, (client) => client === records.doc?.clientID)
}

/** Asks for nothing that people wrote: on the open board, its document has that. */
function withoutPeoples(body: TranslationsBody, by: TranslationsBody['by']): TranslationsBody {
	return by === 'people' ? { ...body, to: null } : { ...body, by: 'machine' }
}
