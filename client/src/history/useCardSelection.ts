import type { SnapshotId } from '@charrette/shared'
import { useCallback, useMemo, useState } from 'react'
import type { CardSelection } from './ChangeLists.tsx'

/** What is picked of the moment that is looked at; of another one nothing is. */
export interface EditableCardSelection extends CardSelection {
	/** Picks these and no others. */
	select: (cards: readonly string[]) => void
}

const NO_CARDS: ReadonlySet<string> = new Set()

/** Which cards of a moment are to be brought back. */
export function useCardSelection(moment: SnapshotId | null): { picking: EditableCardSelection; clear: () => void } {
	const [state, setState] = useState<{ of: SnapshotId | null; picked: ReadonlySet<string> }>({
		of: null,
		picked: NO_CARDS,
	})
	const picked = state.of === moment ? state.picked : NO_CARDS
	const pick = useCallback(
		(cards: readonly string[]) =>
			setState((was) =>
				was.of === moment && isSame(was.picked, cards) ? was : { of: moment, picked: new Set(cards) },
			),
		[moment],
	)
	const toggle = useCallback(
		(card: string) => pick(picked.has(card) ? [...picked].filter((other) => other !== card) : [...picked, card]),
		[pick, picked],
	)
	const clear = useCallback(() => pick([]), [pick])
	return { picking: useMemo(() => ({ picked, toggle, pick }), [picked, toggle, pick]), clear }
}

function isSame(picked: ReadonlySet<string>, cards: readonly string[]): boolean {
	return picked.size === cards.length && cards.every((card) => picked.has(card))
}
