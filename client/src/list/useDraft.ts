import type { BoardId } from '@charrette/shared'
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { draftKey } from './carriedField.ts'

/** The composer's draft for a board, stored in `sessionStorage` so that it survives a reload. */
export function useDraft(board: BoardId): [draft: string, setDraft: Dispatch<SetStateAction<string>>] {
	const key = draftKey(board)
	const [draft, setDraft] = useState(() => tabStore.read(key) ?? '')
	useEffect(() => {
		if (draft) tabStore.write(key, draft)
		else tabStore.remove(key)
	}, [key, draft])
	return [draft, setDraft]
}
