import { useSendShapes } from '../boardParts/detailsContext.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReader } from '../reading/useReading.tsx'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { neighbourOf } from './clusterEdits.ts'
import { useListContext } from './ListContext.ts'
import type { ListCluster } from './useListModel.ts'

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
