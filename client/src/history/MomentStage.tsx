import type { BoardChanges, Snapshot } from '@charrette/shared'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../workshop/Loading.tsx'
import type { Span } from './changesReader.ts'
import type { HistoryViewProps } from './HistoryViewProps.ts'
import historyStyles from './history.module.css'
import type { CameraPlace } from './MomentCanvas.tsx'
import { wordWhen } from './momentWords.ts'
import styles from './stage.module.css'
import { useMomentState } from './useMoments.ts'
import type { Picked } from './usePicking.ts'

/** Who looks at lists alone never fetches the canvas. */
const MomentCanvas = lazy(() => import('./MomentCanvas.tsx').then((module) => ({ default: module.MomentCanvas })))

interface MomentStageProps extends HistoryViewProps {
	shown: Snapshot
	changes: BoardChanges | undefined
	/** Between which moments these changes are. */
	span: Span
	picking: Picked | null
	buttons: ReactNode
}

/** The board as it was, on the canvas, under a line that says so. */
export function MomentStage({ shown, buttons, ...props }: MomentStageProps) {
	const { t } = useTranslation(['history', 'app'])
	const locale = useLocale()
	const { found, failure, reload } = useMomentState(props.credentials, shown.id)
	const camera = useRef<CameraPlace | null>(null)
	const when = wordWhen(shown.at, locale)
	return (
		<section className={styles['stage']} aria-label={t('asItWas', { when })}>
			<div className={styles['banner']}>
				<p role="status">
					<Icon name="history" size={18} />
					<span>
						<b>{t('asItWas', { when })}</b>
						{props.picking && props.picking.picked.size === 0 && <small>{t('pickHint')}</small>}
					</span>
				</p>
				<span className={historyStyles['row']}>
					{buttons}
					<Button size="small" look="quiet" icon="arrowRight" onClick={props.onClose}>
						{t('back')}
					</Button>
				</span>
			</div>
			<div className={styles['canvas']}>
				{found ? (
					<Suspense fallback={<Loading what={t('loadingMoment')} />}>
						<MomentCanvas key={shown.id} {...props} state={found} camera={camera} />
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
