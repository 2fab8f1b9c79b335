import type { BoardId } from '@charrette/shared'
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

const keyOf = (board: BoardId) => `charrette.draft.${board}`

/** Takes along what is written for a board and not added yet: where one may not write any more, nobody would see it again. */
export function moveDraft(from: BoardId, to: BoardId): void {
	const drafts = [to, from].map((board) => sessionStorage.getItem(keyOf(board))).filter(Boolean)
	if (drafts.length > 0) sessionStorage.setItem(keyOf(to), drafts.join('\n'))
	sessionStorage.removeItem(keyOf(from))
}

/** What is written and not added yet, kept in this tab so that a page loaded anew still has it. */
export function useDraft(board: BoardId): [draft: string, setDraft: Dispatch<SetStateAction<string>>] {
	const key = keyOf(board)
	const [draft, setDraft] = useState(() => sessionStorage.getItem(key) ?? '')
	useEffect(() => {
		if (draft) sessionStorage.setItem(key, draft)
		else sessionStorage.removeItem(key)
	}, [key, draft])
	return [draft, setDraft]
}
