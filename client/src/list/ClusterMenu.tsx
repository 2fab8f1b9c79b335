import { LIMITS } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useSendShapes } from '../boardParts/detailsContext.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReader } from '../reading/useReading.tsx'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { neighbourOf } from './clusterEdits.ts'
import styles from './clusters.module.css'
import { useListContext } from './ListContext.ts'
import type { ClusterRequest, ListCluster } from './useListModel.ts'

/**
 * The actions of a cluster: rename, move up or down in the list, remove. Renders nothing if this
 * person cannot change the cluster now.
 */
export function ClusterMenu({ cluster }: { cluster: ListCluster }) {
	const { document, edits, clusters, live, isFacilitator, canEdit, activities, openClusterDialog } = useListContext()
	const { t } = useTranslation('board')
	const showToast = useToast()
	const send = useSendShapes()
	const { readTitle } = useReader()
	const { id, isLocked } = cluster
	if (!canEdit || !activities.has('arrange') || (isLocked && !isFacilitator)) return null

	const order = clusters.map((each) => each.id)
	const next = (step: 1 | -1) => neighbourOf(live.shown(), order, { id, step, canMoveLocked: isFacilitator })
	const [above, below] = [next(-1), next(1)]
	const remove = () => {
		edits.removeCluster(id)
		showToast(t('list.clusterRemoved'), 'note', { label: t('tools.undo'), onChoose: undoIfLast(document.undo) })
	}
	return (
		<Menu
			icon="more"
			label={t('list.clusterActions', { cluster: readTitle(id, cluster.title).text || t('cluster.untitled') })}
			items={[
				{ label: t('list.renameCluster'), onChoose: () => openClusterDialog(cluster) },
				...(above ? [{ label: t('list.moveUp'), onChoose: () => edits.swapClusters(above, id) }] : []),
				...(below ? [{ label: t('list.moveDown'), onChoose: () => edits.swapClusters(id, below) }] : []),
				...(send ? [{ label: t('menu.toPlenary'), onChoose: () => send([id]) }] : []),
				{ label: t('menu.removeCluster'), onChoose: remove },
			]}
		/>
	)
}

interface ClusterDialogProps {
	request: ClusterRequest
	/** Called with the id of a new cluster, which is listed even while it is empty. */
	onAdd: (cluster: string) => void
	onClose: () => void
}

/** Asks for the title of a cluster. */
export function ClusterDialog({ request, onAdd, onClose }: ClusterDialogProps) {
	const { edits } = useListContext()
	const { t } = useTranslation(['board', 'app'])
	const renamed = 'id' in request ? request : null
	const [title, setTitle] = useState(renamed?.title ?? '')
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if ('card' in request) {
			const added = edits.addCluster(title, request.card)
			if (added) onAdd(added)
		} else edits.renameCluster({ id: request.id, before: request.title, title })
		onClose()
	}
	return (
		<Dialog title={t(renamed ? 'board:list.renameTitle' : 'board:list.newClusterTitle')} onClose={onClose}>
			<form className={styles['clusterForm']} onSubmit={submit}>
				<TextField
					label={t('board:cluster.title')}
					value={title}
					onChange={setTitle}
					maxLength={LIMITS.maxClusterTitleLength}
					dir="auto"
					enterKeyHint="done"
				/>
				<div>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
					<Button type="submit" variant="primary">
						{t(renamed ? 'board:list.saveCluster' : 'board:list.addCluster')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}
