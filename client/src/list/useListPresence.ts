import { useEffect } from 'react'
import type { OpenDocument } from '../sync/openDocument.ts'

/** Tells the others at which card this person is, and in which they write. */
export function useListPresence(
	{ awareness }: OpenDocument,
	at: { current: string | null; writing: string | null },
): void {
	const { current, writing } = at
	useEffect(() => {
		awareness.setLocalState({ selection: current ? [current] : [], typing: writing })
	}, [awareness, current, writing])
	useEffect(() => () => awareness.setLocalState({}), [awareness])
}
