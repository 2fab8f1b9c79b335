import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

/** Where one is in the list, and the ways to go elsewhere; the ways stay the same objects. */
export interface ListFocus {
	/** The card that is reached by Tab; null while one has been at none. */
	current: string | null
	/** The card that is open for writing. */
	writing: string | null
	moves: ListMoves
}

export interface ListMoves {
	/** Goes to a card, and focuses it once it is there. */
	goTo(card: string): void
	/** Brings a card into sight once it is there; the focus stays where it is. */
	show(card: string): void
	write(card: string): void
	/** Ends writing; with `keepFocus`, the focus goes to the card that was written. */
	endWriting(keepFocus: boolean): void
	/** Whether this card is open for writing at this very moment. */
	isWriting(card: string): boolean
}

interface Goal {
	card: string
	takesFocus: boolean
}

/** Follows where one is in the list, and moves the focus there: each card is a `[data-card]` with its own button inside. */
export function useListFocus(list: RefObject<HTMLElement | null>): ListFocus {
	const [current, setCurrent] = useState<string | null>(null)
	const [writing, setWriting] = useState<string | null>(null)
	const [, drawAnew] = useState(0)
	const goal = useRef<Goal | null>(null)
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

	const moves = useMemo<ListMoves>(() => {
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
			show: (card) => aim(card, false),
			write(card) {
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
	return { current, writing, moves }
}
