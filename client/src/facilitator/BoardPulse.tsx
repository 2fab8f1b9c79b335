import type { BoardDigest, HeldCards } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { Icon } from '../ui/Icon.tsx'
import type { GroupSignals } from '../workshop/groupSignals.ts'
import { useNow } from '../workshop/useNow.ts'
import styles from './BoardPulse.module.css'
import { wordAgo } from './wordAgo.ts'

const LOOK_AGAIN_MS = 15_000

interface BoardPulseProps {
	digest: BoardDigest | null
	/** What is held in private at the board. */
	held: HeldCards | undefined
	/** Whether those who have not written are missed: not on a board that belongs to everybody, nor while people write alone. */
	isMissed: boolean
	signals: GroupSignals
	clock: ServerClock
}

/** How a group gets on: who is done, who asks for help, what waits to be revealed, what is new, and when the board last changed. */
export function BoardPulse({ digest, held, isMissed, signals, clock }: BoardPulseProps) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const now = useNow(clock, LOOK_AGAIN_MS)
	const { members, people, done, help } = signals
	const written = digest?.writers.filter((writer) => members.has(writer)).length ?? people
	const ago = digest?.touchedAt ? (wordAgo(now - digest.touchedAt, locale) ?? t('tile.justNow')) : null
	return (
		<p className={styles['pulse']}>
			{help > 0 && (
				<span className={styles['help']}>
					<Icon name="raised" size={14} />
					{t('tile.help', { count: help })}
				</span>
			)}
			{done > 0 && (
				<span className={styles['done']}>
					<Icon name="check" size={14} />
					{t('tile.done', { done, people })}
				</span>
			)}
			{held && (
				<span className={styles['held']}>
					<Icon name="lock" size={14} />
					{t('tile.held', {
						cards: t('boards.cards', { count: held.cards }),
						people: t('bar.people', { count: held.people }),
					})}
				</span>
			)}
			{isMissed && written < people && <span>{t('tile.written', { written, people })}</span>}
			{digest && digest.fresh > 0 && (
				<span title={t('tile.fresh', { count: digest.fresh })}>
					<span aria-hidden="true">+{digest.fresh}</span>
					<span className="visuallyHidden">{t('tile.fresh', { count: digest.fresh })}</span>
				</span>
			)}
			{ago && <span className={styles['ago']}>{t('tile.touched', { ago })}</span>}
		</p>
	)
}
