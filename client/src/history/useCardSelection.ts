import type { SnapshotId } from '@charrette/shared'
import { useCallback, useMemo, useState } from 'react'

/** The cards of a snapshot that a facilitator has marked for restoring. */
export interface CardSelection {
	selected: ReadonlySet<string>
	toggle: (card: string) => void
	/** Replaces the selection. */
	select: (cards: readonly string[]) => void
}

const NO_CARDS: ReadonlySet<string> = new Set()

/** Returns the card selection of the shown snapshot; it starts empty for each snapshot. */
export function useCardSelection(snapshot: SnapshotId | null): CardSelection {
	const [state, setState] = useState<{ snapshot: SnapshotId | null; selected: ReadonlySet<string> }>({
		snapshot: null,
		selected: NO_CARDS,
	})
	const selected = state.snapshot === snapshot ? state.selected : NO_CARDS
	const select = useCallback(
		(cards: readonly string[]) =>
			setState((was) =>
				was.snapshot === snapshot && isSame(was.selected, cards) ? was : { snapshot, selected: new Set(cards) },
			),
		[snapshot],
	)
	const toggle = useCallback(
		(card: string) =>
			select(selected.has(card) ? [...selected].filter((other) => other !== card) : [...selected, card]),
		[select, selected],
	)
	return useMemo(() => ({ selected, toggle, select }), [selected, toggle, select])
}

function isSame(selected: ReadonlySet<string>, cards: readonly string[]): boolean {
	return selected.size === cards.length && cards.every((card) => selected.has(card))
}
