import { type BoardDigest, CARD_KINDS, countCards } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { MiniBoard } from '../workshop/MiniBoard.tsx'
import styles from './BoardFigures.module.css'

interface BoardFiguresProps {
	digest: BoardDigest | null
	/** Whether a board without cards says that it has none. */
	saysNone: boolean
}

/** A board in small, the count of each kind of card, and how far the obstacles are answered. */
export function BoardFigures({ digest, saysNone }: BoardFiguresProps) {
	const { t } = useTranslation(['desk', 'app'])
	const kinds = CARD_KINDS.flatMap((kind) => (digest?.cards[kind] ? [{ kind, count: digest.cards[kind] }] : []))
	const coverage = digest?.coverage
	return (
		<span className={styles['figures']}>
			<MiniBoard digest={digest} className={styles['picture']} />
			{saysNone && digest && countCards(digest) === 0 && <span className={styles['empty']}>{t('boards.noCards')}</span>}
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
