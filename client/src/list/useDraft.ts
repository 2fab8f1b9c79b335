import type { BoardId } from '@charrette/shared'
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'

const keyOf = (board: BoardId) => `charrette.draft.${board}`

/**
 * Moves the composer's draft to another board, for a participant who can no longer edit the first
 * one.
 */
export function moveDraft(from: BoardId, to: BoardId): void {
	const drafts = [to, from].map((board) => tabStore.read(keyOf(board))).filter(Boolean)
	if (drafts.length > 0) tabStore.write(keyOf(to), drafts.join('\n'))
	tabStore.remove(keyOf(from))
}

/** The composer's draft for a board, stored in `sessionStorage` so that it survives a reload. */
export function useDraft(board: BoardId): [draft: string, setDraft: Dispatch<SetStateAction<string>>] {
	const key = keyOf(board)
	const [draft, setDraft] = useState(() => tabStore.read(key) ?? '')
	useEffect(() => {
		if (draft) tabStore.write(key, draft)
		else tabStore.remove(key)
	}, [key, draft])
	return [draft, setDraft]
}
