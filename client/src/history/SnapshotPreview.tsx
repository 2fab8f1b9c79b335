import type { BoardChanges, BoardId, Snapshot, Workshop } from '@charrette/shared'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import type { Camera } from '../canvas/viewport/camera.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../ui/Loading.tsx'
import styles from './history.module.css'
import { formatDateTime } from './snapshotTexts.ts'
import type { CardSelection } from './useCardSelection.ts'
import { type ComparedWith, useSnapshotState } from './useSnapshots.ts'

/**
 * The canvas is a chunk of its own, which narrow pages never fetch because they have no preview.
 */
const SnapshotCanvas = lazy(() =>
	fetchChunk(() => import('./SnapshotCanvas.tsx').then((module) => ({ default: module.SnapshotCanvas }))),
)

interface SnapshotPreviewProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	snapshot: Snapshot
	changes: BoardChanges | undefined
	/** The other side of the comparison that `changes` are from. */
	comparedWith: ComparedWith
	cardSelection: CardSelection | null
	buttons: ReactNode
	onClose: () => void
}

/** A snapshot on a read-only canvas, under a banner with its time and its actions. */
export function SnapshotPreview({ snapshot, buttons, onClose, ...canvas }: SnapshotPreviewProps) {
	const { t } = useTranslation(['history', 'app'])
	const language = useLanguage()
	const query = useSnapshotState(canvas.credentials, snapshot.id)
	const failure = queryFailure(query)
	const camera = useRef<Camera | null>(null)
	const when = formatDateTime(snapshot.at, language)
	return (
		<section className={styles['preview']} aria-label={t('asItWas', { when })}>
			<div className={styles['banner']}>
				<p role="status">
					<Icon name="history" size={18} />
					<span>
						<b>{t('asItWas', { when })}</b>
						{canvas.cardSelection?.selected.size === 0 && <small>{t('restoreCardsHint')}</small>}
					</span>
				</p>
				<span className={styles['row']}>
					{buttons}
					<Button size="small" variant="quiet" icon="arrowRight" onClick={onClose}>
						{t('back')}
					</Button>
				</span>
			</div>
			<div className={styles['canvas']}>
				{query.data ? (
					<Suspense fallback={<Loading what={t('loadingSnapshot')} />}>
						<SnapshotCanvas key={snapshot.id} {...canvas} state={query.data} camera={camera} />
					</Suspense>
				) : failure ? (
					<p className={styles['blank']} role="alert">
						{t(`app:errors.${failure}`)} <Button onClick={() => void query.refetch()}>{t('again')}</Button>
					</p>
				) : (
					<Loading what={t('loadingSnapshot')} />
				)}
			</div>
		</section>
	)
}
