import type { BoardPresence, Presence } from '@charrette/shared'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { BoardDocument } from '../../sync/BoardDocument.ts'
import { useToast } from '../../ui/Toasts.tsx'

/**
 * Shows a person why an undo or redo had no effect or a partial one, and that another person has
 * undone the creation of a record on which this person has worked (DOC6).
 */
export function UndoNotices({ document }: { document: BoardDocument }) {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const showOwn = useEffectEvent(() => {
		const notice = document.undo.notice.get()
		if (!notice) return
		const isUndo = notice.type === 'undo'
		if (notice.kept.length > 0) showToast(t(isUndo ? 'undone.kept' : 'undone.keptInRedo'))
		else showToast(t(isUndo ? 'undone.nothingToUndo' : 'undone.nothingToRedo'))
	})
	const showPeer = useEffectEvent((name: string) => showToast(t('undone.byPeer', { name })))
	useEffect(() => {
		const { undo, awareness } = document
		/** The number of the last undone creation of each client. */
		const seen = new Map<number, number>()
		const readPeers = () => {
			for (const [client, state] of awareness.getStates()) {
				const { user, undone } = state as Partial<Presence<BoardPresence>>
				if (client === awareness.clientID || !user || !undone || seen.get(client) === undone.n) continue
				seen.set(client, undone.n)
				if (undone.records.some(undo.hasWorkedOn)) showPeer(user.name)
			}
		}
		const unsubscribe = undo.notice.subscribe(() => showOwn())
		awareness.on('change', readPeers)
		return () => {
			unsubscribe()
			awareness.off('change', readPeers)
		}
	}, [document])
	return null
}
