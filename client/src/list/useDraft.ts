import type { BoardId } from '@charrette/shared'
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

const keyOf = (board: BoardId) => `charrette.draft.${board}`

/** Whether something is written for this board and not added yet. */
export function hasDraft(board: BoardId): boolean {
	return sessionStorage.getItem(keyOf(board)) !== null
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
