import { type BoardContent, findObstacles, type ParticipantId } from '@charrette/shared'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { type Facets, type Filter, facetsOf, NO_FILTER, toggleWish } from '../board/find/Filter.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import type { FollowedBoard } from './followBoard.ts'
import { lookFor, ownCards } from './lookFor.ts'
import type { ListMoves } from './useListFocus.ts'

/** Search and filter in the list, of this person alone. */
export interface Find {
	isOpen: boolean
	/** The ids of the cards that are listed; null while nothing is looked for, and all are. */
	seen: ReadonlySet<string> | null
	facets: Facets
	filter: Filter
	/** The button that opens the search. */
	button: RefObject<HTMLButtonElement | null>
	/** Opens the search, or ends it with all that was looked for. */
	toggle(): void
	/** Ends the search, and goes back to the button that opened it. */
	close(): void
	search(typed: string): void
	toggleWish<Field extends keyof Filter>(field: Field, value: Filter[Field][number]): void
	/** Lists every card again. */
	clear(): void
	/** Lists these cards whatever is looked for, until something else is: one is at work on them. */
	keep(cards: readonly string[]): void
}

const NOTHING: ReadonlySet<string> = new Set()

interface FindDeps {
	content: BoardContent
	board: FollowedBoard
	/** Null for a facilitator. */
	participant: ParticipantId | null
}

/** What is looked for among the cards of a content, and what is found. */
export function useFind({ content, board, participant }: FindDeps): Find {
	const [isOpen, setOpen] = useState(false)
	const [typed, setTyped] = useState('')
	const [filter, setFilter] = useState(NO_FILTER)
	const [kept, setKept] = useState(NOTHING)
	const button = useRef<HTMLButtonElement>(null)
	const { compare } = useCollator()
	const marked = useMemo(() => {
		const { open, shared } = findObstacles(content.cards, content.links)
		return { open: new Set(open), shared: new Set(shared), mine: ownCards(board.shown(), participant) }
	}, [content, board, participant])
	const seen = useMemo(() => {
		const found = lookFor(content.cards, { typed, filter, marked })
		return found && new Set([...found, ...kept])
	}, [content, typed, filter, marked, kept])

	const change = (next: { typed?: string; filter?: Filter }) => {
		setTyped(next.typed ?? typed)
		setFilter(next.filter ?? filter)
		setKept(NOTHING)
	}
	const clear = () => change({ typed: '', filter: NO_FILTER })
	const toggle = () => {
		setOpen(!isOpen)
		clear()
	}
	return {
		isOpen,
		seen,
		filter,
		facets: useMemo(() => facetsOf(content.cards, marked, { filter, compare }), [content, marked, filter, compare]),
		button,
		toggle,
		close() {
			toggle()
			button.current?.focus()
		},
		search: (now) => change({ typed: now }),
		toggleWish: (field, value) => change({ filter: toggleWish(filter, field, value) }),
		clear,
		keep: useCallback((cards) => setKept((was) => new Set([...was, ...cards])), []),
	}
}

/** The ways to go in a list of which only a part may be seen. */
export interface KeepingMoves extends ListMoves {
	/** Brings cards into sight, the last of them for sure. */
	showAll(cards: readonly string[]): void
}

/** The same ways to go, each of which keeps in the list what it leads to. */
export function useKeepingMoves(moves: ListMoves, keep: Find['keep']): KeepingMoves {
	return useMemo(
		() => ({
			...moves,
			goTo(card) {
				keep([card])
				moves.goTo(card)
			},
			write(card) {
				keep([card])
				moves.write(card)
			},
			showAll(cards) {
				keep(cards)
				const last = cards.at(-1)
				if (last) moves.show(last)
			},
		}),
		[moves, keep],
	)
}

function useCollator(): Intl.Collator {
	const locale = useLocale()
	return useMemo(() => new Intl.Collator(locale), [locale])
}
