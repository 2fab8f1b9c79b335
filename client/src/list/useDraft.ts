import type { BoardId } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { createObservable, type MutableObservable } from '../connection/observable.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'

/**
 * Returns the composer's draft for a board, stored in `sessionStorage` so that it survives a
 * reload. It is an observable, so that a keystroke renders the composer rather than the whole list.
 */
export function useDraft(board: BoardId): MutableObservable<string> {
	const key = TAB_KEYS.draft(board)
	const [draft] = useState(() => createObservable(tabStore.read(key) ?? ''))
	useEffect(
		() =>
			draft.subscribe(() => {
				if (draft.get()) tabStore.write(key, draft.get())
				else tabStore.remove(key)
			}),
		[key, draft],
	)
	return draft
}
