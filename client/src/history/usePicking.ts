import type { SnapshotId } from '@charrette/shared'
import { useCallback, useMemo, useState } from 'react'
import type { Picking } from './ChangeLists.tsx'

/** What is picked of the moment that is looked at; of another one nothing is. */
export interface Picked extends Picking {
	/** Picks these and no others. */
	pick: (cards: readonly string[]) => void
}

const NOTHING: ReadonlySet<string> = new Set()

/** Which cards of a moment are to be brought back. */
export function usePicking(moment: SnapshotId | null): { picking: Picked; clear: () => void } {
	const [state, setState] = useState<{ of: SnapshotId | null; picked: ReadonlySet<string> }>({
		of: null,
		picked: NOTHING,
	})
	const picked = state.of === moment ? state.picked : NOTHING
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
