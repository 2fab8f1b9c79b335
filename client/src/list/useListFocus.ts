import type { BoardPresence, Card, Presence } from '@charrette/shared'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import type { BoardPosition } from '../workshop/boardView.ts'

/** Where one is in the list, and the ways to go elsewhere; the ways stay the same objects. */
interface ListFocus {
	/** The card that is reached by Tab; null while one has been at none. */
	current: string | null
	/** The card that is open for writing. */
	writing: string | null
	navigation: ListNavigation
}

export interface ListNavigation {
	/** Goes to a card, and focuses it once it is there. */
	goTo(card: string): void
	/** Brings a card into sight once it is there; the focus stays where it is. */
	scrollTo(card: string): void
	startWriting(card: string): void
	/** Ends writing; with `keepFocus`, the focus goes to the card that was written. */
	endWriting(keepFocus: boolean): void
	/** Whether this card is open for writing at this very moment. */
	isWriting(card: string): boolean
}

interface FocusTarget {
	card: string
	takesFocus: boolean
}

/** Follows where one is in the list, and moves the focus there: each card is a `[data-card]` with its own button inside. */
export function useListFocus(list: RefObject<HTMLElement | null>): ListFocus {
	const [current, setCurrent] = useState<string | null>(null)
	const [writing, setWriting] = useState<string | null>(null)
	const [, drawAnew] = useState(0)
	const goal = useRef<FocusTarget | null>(null)
	const now = useRef(writing)
	now.current = writing
	useLayoutEffect(
		() => () => {
			now.current = null
		},
		[],
	)

	// Each time the list is drawn: the card may only come with its next change.
	useEffect(() => {
		const row = goal.current && list.current?.querySelector<HTMLElement>(`[data-card="${goal.current.card}"]`)
		if (!row) return
		row.scrollIntoView({ block: 'nearest' })
		if (goal.current?.takesFocus) row.querySelector<HTMLElement>('[data-main]')?.focus({ preventScroll: true })
		goal.current = null
	})

	const moves = useMemo<ListNavigation>(() => {
		const aim = (card: string, takesFocus: boolean) => {
			goal.current = { card, takesFocus }
			setCurrent(card)
			drawAnew((count) => count + 1)
		}
		return {
			goTo(card) {
				setWriting(null)
				aim(card, true)
			},
			scrollTo: (card) => aim(card, false),
			startWriting(card) {
				goal.current = null
				setCurrent(card)
				setWriting(card)
			},
			endWriting(keepFocus) {
				if (keepFocus && now.current) aim(now.current, true)
				setWriting(null)
			},
			isWriting: (card) => now.current === card,
		}
	}, [])
	return { current, writing, navigation: moves }
}

/** Opens the list where one was in the board's other view, and tells that view where one is. */
export function useBoardPosition(
	place: BoardPosition,
	cards: readonly Card[],
	{ current, navigation }: ListFocus,
): void {
	const first = useRef(cards)
	useEffect(() => {
		const card = first.current.find(({ id }) => id === place.current)
		if (!card) return
		// Who was about to write goes on writing.
		if (card.text === '') navigation.startWriting(card.id)
		else navigation.goTo(card.id)
	}, [place, navigation])
	useEffect(() => {
		if (current) place.current = current
	}, [place, current])
}

/** Tells the others at which card this person is, and in which they write. */
export function useListPresence(
	{ awareness }: BoardDocument,
	at: { current: string | null; writing: string | null },
): void {
	const { current, writing } = at
	useEffect(() => {
		awareness.setLocalState({ selection: current ? [current] : [], typing: writing })
	}, [awareness, current, writing])
	useEffect(() => () => awareness.setLocalState({}), [awareness])
}

/** Who else writes in which card now: names by card, and the same object until somebody begins or ends. */
export function useTypingNames(awareness: Awareness): ReadonlyMap<string, string> {
	const [typers, setTypers] = useState('[]')
	useEffect(() => {
		const read = () => setTypers(JSON.stringify(typingNames(awareness)))
		read()
		awareness.on('change', read)
		return () => awareness.off('change', read)
	}, [awareness])
	return useMemo(() => new Map(JSON.parse(typers) as [string, string][]), [typers])
}

function typingNames(awareness: Awareness): [card: string, names: string][] {
	const names = new Map<string, string[]>()
	for (const [client, state] of awareness.getStates()) {
		const { user, typing } = state as Partial<Presence<BoardPresence>>
		if (client === awareness.clientID || !user?.name || typeof typing !== 'string') continue
		names.set(typing, [...(names.get(typing) ?? []), user.name])
	}
	return [...names].map(([card, found]) => [card, found.join(', ')])
}
