import type { BoardId } from '@charrette/shared'
import { useCallback, useState } from 'react'

/** What is written and not added yet, kept in this tab so that a page loaded anew still has it. */
export function useDraft(board: BoardId): [draft: string, setDraft: (change: (was: string) => string) => void] {
	const key = `charrette.draft.${board}`
	const [draft, setDraft] = useState(() => sessionStorage.getItem(key) ?? '')
	const change = useCallback(
		(next: (was: string) => string) =>
			setDraft((was) => {
				const now = next(was)
				if (now) sessionStorage.setItem(key, now)
				else sessionStorage.removeItem(key)
				return now
			}),
		[key],
	)
	return [draft, change]
}
