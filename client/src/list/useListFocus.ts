import type { BoardPresence, Card, Presence, SentReaction } from '@charrette/shared'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { listNames } from '../i18n/listText.ts'
import type { BoardPosition } from '../navigation/boardView.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { useEvent } from '../ui/useEvent.ts'
import type { ListEdits } from './listEdits.ts'
import { useScrollAnchor } from './useScrollAnchor.ts'

/**
 * The focused card, the edited card, and the functions that change them. `navigation` is always the
 * same object.
 */
interface ListFocus {
	/** The card that is the tab stop; null before any card had the focus. */
	current: string | null
	/** The card that is being edited. */
	writing: string | null
	navigation: ListNavigation
}

export interface ListNavigation {
	/** Focuses a card, once it is rendered. */
	goTo(card: string): void
	/** Scrolls a card into view, once it is rendered; the focus stays where it is. */
	scrollTo(card: string): void
	/** Opens a card for editing. */
	startWriting(card: string): void
	/** Closes the editor; with `keepFocus`, the focus goes to the edited card. */
	endWriting(keepFocus: boolean): void
	/** Returns whether this card is being edited; false once the list is unmounted. */
	isWriting(card: string): boolean
	/** Returns whether the list is on the page; false once it is unmounted. */
	isShown(): boolean
}

interface FocusTarget {
	card: string
	takesFocus: boolean
}

/**
 * Manages the focus of a list. Each card is a `[data-card]` element with a `[data-main]` button
 * inside.
 */
export function useListFocus(list: RefObject<HTMLElement | null>): ListFocus {
	const [current, setCurrent] = useState<string | null>(null)
	const [writing, setWriting] = useState<string | null>(null)
	const [, renderAgain] = useState(0)
	const scrollTo = useScrollAnchor(list)
	const target = useRef<FocusTarget | null>(null)
	const isMounted = useRef(true)
	const writingNow = useEvent(() => (isMounted.current ? writing : null))
	useLayoutEffect(() => {
		isMounted.current = true
		return () => {
			isMounted.current = false
		}
	}, [])

	// Runs after every render, because a new card is only rendered with the next change of the board.
	useEffect(() => {
		const row = target.current && list.current?.querySelector<HTMLElement>(`[data-card="${target.current.card}"]`)
		if (!row) return
		scrollTo(row)
		if (target.current?.takesFocus) row.querySelector<HTMLElement>('[data-main]')?.focus({ preventScroll: true })
		target.current = null
	})

	const navigation = useMemo<ListNavigation>(() => {
		const setTarget = (card: string, takesFocus: boolean) => {
			target.current = { card, takesFocus }
			setCurrent(card)
			renderAgain((count) => count + 1)
		}
		return {
			goTo(card) {
				setWriting(null)
				setTarget(card, true)
			},
			scrollTo: (card) => setTarget(card, false),
			startWriting(card) {
				target.current = null
				setCurrent(card)
				setWriting(card)
			},
			endWriting(keepFocus) {
				const card = writingNow()
				if (keepFocus && card) setTarget(card, true)
				setWriting(null)
			},
			isWriting: (card) => writingNow() === card,
			isShown: () => isMounted.current,
		}
	}, [writingNow])
	return { current, writing, navigation }
}

/**
 * Starts the list at this person's card in the board's other view, and records the current card for
 * that view.
 */
export function useBoardPosition(
	position: BoardPosition,
	cards: readonly Card[],
	{ current, navigation, edits }: Pick<ListFocus, 'current' | 'navigation'> & { edits: Pick<ListEdits, 'addDraft'> },
): void {
	const first = useRef({ cards, edits })
	useEffect(() => {
		const { cards, edits } = first.current
		const card = cards.find(({ id }) => id === position.current)
		if (!card) return
		// An empty card has just been added, so it opens for editing.
		if (card.text !== '') {
			// A person who is writing when the board changes, as with a reveal, goes on (focusProxy).
			const isWriting = document.activeElement instanceof HTMLTextAreaElement
			if (isWriting) navigation.scrollTo(card.id)
			else navigation.goTo(card.id)
			return
		}
		edits.addDraft(card.id)
		navigation.startWriting(card.id)
	}, [position, navigation])
	useEffect(() => {
		if (current) position.current = current
	}, [position, current])
}

/**
 * Publishes this person's current card, the card they edit, their reaction and their undone
 * creation as presence, and the page they present. A reaction is sent with a cursor, since the
 * canvas shows it there.
 */
export function useListPresence(
	{ awareness, undo, isSorting, presentedPage }: BoardDocument,
	at: { current: string | null; writing: string | null; reaction: SentReaction | null },
): void {
	const { current, writing, reaction } = at
	const undone = useSyncExternalStore(undo.undone.subscribe, undo.undone.get)
	const sorting = useSyncExternalStore(isSorting.subscribe, isSorting.get)
	const page = useSyncExternalStore(presentedPage.subscribe, presentedPage.get)
	useEffect(() => {
		const cursor = reaction && { cursor: { x: reaction.x, y: reaction.y }, reaction }
		awareness.setLocalState({
			selection: current ? [current] : [],
			typing: writing,
			...cursor,
			...(undone && { undone }),
			...(sorting && { sorting }),
			...(page && { page }),
		})
	}, [awareness, current, writing, reaction, undone, sorting, page])
	useEffect(() => () => awareness.setLocalState({}), [awareness])
}

/**
 * Returns the names of other people who are editing, by card id; the same map until that changes.
 */
export function useTypingNames(awareness: Awareness): ReadonlyMap<string, string> {
	const [entries, setEntries] = useState('[]')
	useEffect(() => {
		const read = () => setEntries(JSON.stringify(typingNames(awareness)))
		read()
		awareness.on('change', read)
		return () => awareness.off('change', read)
	}, [awareness])
	return useMemo(() => new Map(JSON.parse(entries) as [string, string][]), [entries])
}

function typingNames(awareness: Awareness): [card: string, names: string][] {
	const names = new Map<string, string[]>()
	for (const [client, state] of awareness.getStates()) {
		const { user, typing } = state as Partial<Presence<BoardPresence>>
		if (client === awareness.clientID || !user?.name || typeof typing !== 'string') continue
		names.set(typing, [...(names.get(typing) ?? []), user.name])
	}
	return [...names].map(([card, people]) => [card, listNames(people)])
}
