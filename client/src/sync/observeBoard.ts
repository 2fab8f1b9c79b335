import {
	authorNameLookup,
	type BoardContent,
	BoardProjection,
	type BoardRecord,
	boardContent,
	type CardShape,
	isCard,
	type Records,
} from '@charrette/shared'
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { changedRecordIds, onNextFrame } from './recordEvents.ts'

/** A board's records as its views show them (DOC4), updated while the document changes. */
export interface LiveBoard {
	/**
	 * Counts the changes, at most one a frame. Typing in cards is counted later, once for many
	 * keystrokes; see `TEXT_PAUSE_MS`.
	 */
	version: Observable<number>
	/**
	 * Returns the cards whose texts changed with the last count of `version`, if nothing else has
	 * changed since the count before. Null if anything may have changed.
	 */
	changedTexts(): ReadonlySet<string> | null
	/**
	 * Returns the text of a card, updated with each keystroke; undefined if there is no such card.
	 */
	textOf(card: string): Observable<string | undefined>
	/** Returns the records by id, with all changes up to now. */
	shown(): ReadonlyMap<string, BoardRecord>
	/** Counts all changes up to now, instead of with the next frame. */
	publish(): void
	close(): void
}

/**
 * Pause in typing after which views that depend on all texts (search, the texts of links) are
 * updated; at the latest after `MAX_TEXT_DELAY_MS` of typing. A keystroke in a card updates only
 * that card's row.
 */
const TEXT_PAUSE_MS = 250
const MAX_TEXT_DELAY_MS = 1000

/** Observes a board's document without a canvas. */
export function observeBoard(records: Records): LiveBoard {
	const projection = new BoardProjection(records)
	const version = createObservable(0)
	const texts = createTextListeners()
	const later = createDebounce(() => countChange(uncounted))
	let unread = new Set<string>()
	let written = new Set<string>()
	/** The cards with text changes that `version` does not count yet. */
	let uncounted = new Set<string>()
	let counted: ReadonlySet<string> | null = null
	let hasOtherChange = false
	let cancel: (() => void) | null = null
	projection.readAll()

	function read(): void {
		if (unread.size === 0) return
		const before = new Map([...unread].map((id) => [id, projection.shown.get(id)]))
		const { put, remove } = projection.readChanged(unread)
		unread = new Set()
		for (const record of put) {
			if (isCard(record)) written.add(record.id)
			hasOtherChange ||= !isTextChange(before.get(record.id), record)
		}
		hasOtherChange ||= remove.length > 0
	}
	function countChange(cards: ReadonlySet<string> | null): void {
		later.cancel()
		counted = cards
		uncounted = new Set()
		version.set(version.get() + 1)
	}
	function publish(): void {
		cancel?.()
		cancel = null
		read()
		const [cards, isStructural] = [written, hasOtherChange]
		written = new Set()
		hasOtherChange = false
		for (const card of cards) uncounted.add(card)
		if (isStructural) countChange(null)
		else if (cards.size > 0) later.start()
		texts.notify(cards)
	}
	function onChange(events: Y.YEvent<never>[]): void {
		for (const id of changedRecordIds(events)) unread.add(id)
		cancel ??= onNextFrame(publish)
	}

	records.observeDeep(onChange as never)
	return {
		version,
		changedTexts: () => counted,
		textOf: (card) => ({
			get() {
				const record = projection.shown.get(card)
				return isCard(record) ? record.props.text : undefined
			},
			subscribe: (listener) => texts.subscribe(card, listener),
		}),
		shown() {
			read()
			return projection.shown
		},
		publish,
		close() {
			records.unobserveDeep(onChange as never)
			cancel?.()
			later.cancel()
		},
	}
}

/** Returns whether a record is a card in which only the text has changed. */
function isTextChange(before: BoardRecord | undefined, after: BoardRecord): boolean {
	if (!isCard(before) || !isCard(after)) return false
	const withoutText = (card: CardShape) => JSON.stringify({ ...card, props: { ...card.props, text: '' } })
	return withoutText(before) === withoutText(after)
}

/** Creates a registry of listeners to single cards. */
function createTextListeners() {
	const listeners = new Map<string, Set<() => void>>()
	return {
		subscribe(card: string, listener: () => void) {
			const ofCard = listeners.get(card) ?? new Set()
			listeners.set(card, ofCard.add(listener))
			return () => {
				ofCard.delete(listener)
				if (ofCard.size === 0 && listeners.get(card) === ofCard) listeners.delete(card)
			}
		},
		notify(cards: ReadonlySet<string>) {
			for (const card of cards) for (const listener of [...(listeners.get(card) ?? [])]) listener()
		},
	}
}

/**
 * Creates a debounced call of `callback`, `TEXT_PAUSE_MS` after the last call of `start`, and at
 * the latest `MAX_TEXT_DELAY_MS` after the first.
 */
function createDebounce(callback: () => void) {
	let pause: ReturnType<typeof setTimeout> | undefined
	let limit: ReturnType<typeof setTimeout> | undefined
	return {
		start() {
			clearTimeout(pause)
			pause = setTimeout(callback, TEXT_PAUSE_MS)
			limit ??= setTimeout(callback, MAX_TEXT_DELAY_MS)
		},
		cancel() {
			clearTimeout(pause)
			clearTimeout(limit)
			limit = undefined
		},
	}
}

/**
 * Observes the board of this document while the component is mounted; returns null before the first
 * effect.
 */
export function useLiveBoard(records: Records): LiveBoard | null {
	const [board, setBoard] = useState<LiveBoard | null>(null)
	useLayoutEffect(() => {
		const live = observeBoard(records)
		setBoard(live)
		return live.close
	}, [records])
	return board
}

/** The content of a board, and the state from which it was read. */
interface ReadContent {
	board: LiveBoard
	version: number
	names: ReadonlyMap<string, string>
	content: BoardContent
}

/**
 * Returns a board's content, updated while it changes. `names` are the display names of authors by
 * participant id.
 */
export function useContent(board: LiveBoard, names: ReadonlyMap<string, string>): BoardContent {
	const version = useSyncExternalStore(board.version.subscribe, board.version.get)
	const readVersion = useMemo(() => {
		let last: ReadContent | null = null
		return (version: number) => {
			last = readContent({ board, version, names }, last)
			return last.content
		}
	}, [board, names])
	return useMemo(() => readVersion(version), [readVersion, version])
}

/**
 * Returns the content of this version. If only texts have changed since the version before, its
 * content is reused with the new texts, so that the whole board is not read and sorted again.
 */
export function readContent(at: Omit<ReadContent, 'content'>, before: ReadContent | null): ReadContent {
	const { board, version, names } = at
	const isNext = before?.board === board && before.names === names && before.version === version - 1
	const texts = isNext ? board.changedTexts() : null
	if (!before || !texts) return { ...at, content: boardContent(board.shown(), authorNameLookup(names)) }
	const cards = before.content.cards.map((card) => {
		const record = texts.has(card.id) ? board.shown().get(card.id) : undefined
		return isCard(record) ? { ...card, text: record.props.text } : card
	})
	return { ...at, content: { ...before.content, cards } }
}
