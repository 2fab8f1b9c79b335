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
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { changedRecordIds, onNextFrame } from '../sync/followRecords.ts'

/** A board's records as its views show them (DOC4), updated while the document changes. */
export interface FollowedBoard {
	/**
	 * Counts the changes, at most one a frame. Letters typed into cards are counted later, once for
	 * many: see `TEXT_PAUSE_MS`.
	 */
	version: Observable<number>
	/**
	 * The cards of which the last count of `version` is: only their texts have changed since the count
	 * before. Null if anything may have changed.
	 */
	changedTexts(): ReadonlySet<string> | null
	/** The text of one card, with each letter; undefined without such a card. */
	textOf(card: string): Observable<string | undefined>
	/** The records by id, with all changes up to now. */
	shown(): ReadonlyMap<string, BoardRecord>
	close(): void
}

/**
 * A letter in a card changes that card's row alone. What depends on all texts (search, the texts
 * of links) follows when nobody has typed for this long, or after `MAX_TEXT_DELAY_MS` of typing.
 */
const TEXT_PAUSE_MS = 250
const MAX_TEXT_DELAY_MS = 1000

/** Follows a board's document without a canvas. */
export function followBoard(records: Records): FollowedBoard {
	const projection = new BoardProjection(records)
	const version = createObservable(0)
	const texts = createTextListeners()
	const later = createPause(() => countChange(uncounted))
	let unread = new Set<string>()
	let written = new Set<string>()
	/** The cards whose letters are not counted yet. */
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
		close() {
			records.unobserveDeep(onChange as never)
			cancel?.()
			later.cancel()
		},
	}
}

/** Whether a record is a card that changed in nothing but its text. */
function isTextChange(before: BoardRecord | undefined, after: BoardRecord): boolean {
	if (!isCard(before) || !isCard(after)) return false
	const withoutText = (card: CardShape) => JSON.stringify({ ...card, props: { ...card.props, text: '' } })
	return withoutText(before) === withoutText(after)
}

/** The listeners to single cards. */
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

/** Calls back when `start` has not been called for a pause, or has been called for too long. */
function createPause(callback: () => void) {
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
 * The board of this document, followed while the component is mounted; null until the first effect.
 */
export function useFollowedBoard(records: Records): FollowedBoard | null {
	const [board, setBoard] = useState<FollowedBoard | null>(null)
	useLayoutEffect(() => {
		const followed = followBoard(records)
		setBoard(followed)
		return followed.close
	}, [records])
	return board
}

/** Content of a board, and what it was read from. */
interface ReadContent {
	board: FollowedBoard
	version: number
	names: ReadonlyMap<string, string>
	content: BoardContent
}

/**
 * A board's content, updated while it changes. `names` are the display names of authors by
 * participant id.
 */
export function useContent(board: FollowedBoard, names: ReadonlyMap<string, string>): BoardContent {
	const version = useSyncExternalStore(board.version.subscribe, board.version.get)
	const last = useRef<ReadContent>(null)
	return useMemo(() => {
		last.current = readContent({ board, version, names }, last.current)
		return last.current.content
	}, [board, version, names])
}

/**
 * The content of this version. After letters in cards it is that of the version before with these
 * texts: the whole board is not read and sorted again.
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
