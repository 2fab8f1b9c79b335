import type { BoardChanges, Snapshot } from '@charrette/shared'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../workshop/Loading.tsx'
import type { HistoryViewProps } from './HistoryView.tsx'
import historyStyles from './history.module.css'
import styles from './history.module.css'
import type { CameraPosition } from './SnapshotCanvas.tsx'
import { formatDateTime } from './snapshotTexts.ts'
import type { EditableCardSelection } from './useCardSelection.ts'
import type { ChangeSpan } from './useSnapshots.ts'
import { useSnapshotState } from './useSnapshots.ts'

/** Who looks at lists alone never fetches the canvas. */
const SnapshotCanvas = lazy(() => import('./SnapshotCanvas.tsx').then((module) => ({ default: module.SnapshotCanvas })))

interface SnapshotPreviewProps extends HistoryViewProps {
	shown: Snapshot
	changes: BoardChanges | undefined
	/** Between which moments these changes are. */
	span: ChangeSpan
	picking: EditableCardSelection | null
	buttons: ReactNode
}

/** The board as it was, on the canvas, under a line that says so. */
export function SnapshotPreview({ shown, buttons, ...props }: SnapshotPreviewProps) {
	const { t } = useTranslation(['history', 'app'])
	const locale = useLocale()
	const { found, failure, reload } = useSnapshotState(props.credentials, shown.id)
	const camera = useRef<CameraPosition | null>(null)
	const when = formatDateTime(shown.at, locale)
	return (
		<section className={styles['preview']} aria-label={t('asItWas', { when })}>
			<div className={styles['banner']}>
				<p role="status">
					<Icon name="history" size={18} />
					<span>
						<b>{t('asItWas', { when })}</b>
						{props.picking && props.picking.selected.size === 0 && <small>{t('pickHint')}</small>}
					</span>
				</p>
				<span className={historyStyles['row']}>
					{buttons}
					<Button size="small" variant="quiet" icon="arrowRight" onClick={props.onClose}>
						{t('back')}
					</Button>
				</span>
			</div>
			<div className={styles['canvas']}>
				{found ? (
					<Suspense fallback={<Loading what={t('loadingMoment')} />}>
						<SnapshotCanvas key={shown.id} {...props} state={found} camera={camera} />
					</Suspense>
				) : failure ? (
					<p className={styles['blank']} role="alert">
						{t(`app:errors.${failure}`)} <Button onClick={reload}>{t('again')}</Button>
					</p>
				) : (
					<Loading what={t('loadingMoment')} />
				)}
			</div>
		</section>
	)
}
