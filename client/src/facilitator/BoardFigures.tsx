import type { BoardContent } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './BoardFigures.module.css'
import { countKinds } from './countKinds.ts'

const MAX_CHIPS = 96

/** A board in small: each card a chip of its kind's colour, the count of each kind, and the obstacles' coverage. */
export function BoardFigures({ content }: { content: BoardContent | null }) {
	const { t } = useTranslation(['desk', 'app'])
	const kinds = countKinds(content?.cards ?? [])
	const coverage = content?.coverage
	const chips = kinds.flatMap(({ kind, count }) => Array.from({ length: count }, (_, index) => ({ kind, index })))
	return (
		<span className={styles['figures']}>
			<span className={styles['chips']} aria-hidden="true">
				{chips.slice(0, MAX_CHIPS).map(({ kind, index }) => (
					<i key={`${kind}-${index}`} data-kind={kind} />
				))}
			</span>
			{content && kinds.length === 0 && <span className={styles['empty']}>{t('boards.noCards')}</span>}
			<span className={styles['legend']}>
				{kinds.map(({ kind, count }) => (
					<span key={kind} data-kind={kind} title={t(`app:kinds.${kind}`)}>
						<KindIcon kind={kind} size={14} />
						{count}
						<span className="visuallyHidden">{t(`app:kinds.${kind}`)}</span>
					</span>
				))}
			</span>
			{coverage && coverage.obstacles > 0 && (
				<span className={styles['coverage']} title={t('boards.answered', { ...coverage })}>
					<span className={styles['meter']} aria-hidden="true">
						<i style={{ width: `${(100 * coverage.answered) / coverage.obstacles}%` }} />
					</span>
					<span className="visuallyHidden">{t('boards.answered', { ...coverage })}</span>
				</span>
			)}
		</span>
	)
}
