import { LIMITS } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import styles from './clusters.module.css'
import { useListContext } from './ListContext.ts'
import type { ClusterRequest } from './useListModel.ts'

export interface ClusterDialogProps {
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
