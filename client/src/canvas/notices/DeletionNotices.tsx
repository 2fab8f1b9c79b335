import type { BoardPresence, Presence } from '@charrette/shared'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { BoardDocument } from '../../sync/BoardDocument.ts'
import { undoIfLast } from '../../sync/undoHistory.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notices.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** Another person's deletion of many cards, which can be undone here. */
interface PeerDeletion {
	name: string
	cards: number
	restore(): void
}

/**
 * Offers to undo a deletion of many cards of others (DOC6b): to the person who deleted them in a
 * toast, to everyone else at the board in a notice that stays.
 */
export function DeletionNotices({ document }: { document: BoardDocument }) {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const [deletion, setDeletion] = useState<PeerDeletion | null>(null)
	const showOwn = useEffectEvent(() => {
		const undoDeletion = { label: t('tools.undo'), onChoose: undoIfLast(document.undo) }
		showToast(t('deletion.own', { count: document.deletions.own.get()?.cards ?? 0 }), 'note', undoDeletion)
	})
	useEffect(() => {
		const { awareness, deletions } = document
		/** The number of the last announced deletion of each client. */
		const seen = new Map<number, number>()
		const readPeers = () => {
			for (const [client, state] of awareness.getStates()) {
				const { user, deleted } = state as Partial<Presence<BoardPresence>>
				if (client === awareness.clientID || !user || !deleted || seen.get(client) === deleted.n) continue
				// The presence may arrive before the deletion.
				const restore = deletions.restorer(deleted.records)
				if (!restore) continue
				seen.set(client, deleted.n)
				setDeletion({ name: user.name, cards: deleted.cards, restore })
			}
		}
		const unsubscribe = deletions.own.subscribe(() => showOwn())
		awareness.on('change', readPeers)
		return () => {
			unsubscribe()
			awareness.off('change', readPeers)
		}
	}, [document])
	if (!deletion) return null
	const close = () => setDeletion(null)
	const restore = () => {
		if (document.canWrite.get()) deletion.restore()
		close()
	}
	return (
		<Notice
			rank="message"
			icon="bin"
			actions={
				document.canWrite.get() && (
					<Button variant="primary" onClick={restore}>
						{t('tools.undo')}
					</Button>
				)
			}
			onClose={close}
		>
			{t('deletion.byPeer', { count: deletion.cards, name: deletion.name })}
		</Notice>
	)
}
