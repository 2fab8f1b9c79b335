import type { Snapshot } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../workshop/Loading.tsx'
import type { ChangesReader } from './changesReader.ts'
import { MomentEntry } from './MomentEntry.tsx'
import { groupByDay, wordDay } from './momentWords.ts'
import styles from './timeline.module.css'
import type { Fetched } from './useMoments.ts'

interface TimelineProps {
	moments: Fetched<readonly Snapshot[]>
	reader: ChangesReader
	chosen: Snapshot | null
	/** Empty for none. */
	onChoose: (moment: string) => void
	/** What there is to say of the chosen one. */
	children: ReactNode
}

/** The moments that were kept, by day, the newest first. */
export function Timeline({ moments: { found, failure, reload }, reader, chosen, onChoose, children }: TimelineProps) {
	const { t } = useTranslation(['history', 'app'])
	const locale = useLocale()
	if (!found)
		return failure ? (
			<p className={styles['note']} role="alert">
				{t(`app:errors.${failure}`)}{' '}
				<Button size="small" onClick={reload}>
					{t('again')}
				</Button>
			</p>
		) : (
			<Loading what={t('loading')} />
		)
	if (found.length === 0)
		return (
			<div className={styles['empty']}>
				<Icon name="history" size={32} />
				<h2>{t('empty')}</h2>
				<p>{t('emptyMore')}</p>
			</div>
		)
	return (
		<div className={styles['timeline']}>
			{groupByDay(found).map(({ at, moments }) => (
				<section key={at} aria-label={wordDay(at, locale)}>
					<h2>{wordDay(at, locale)}</h2>
					<ol>
						{moments.map((moment) => (
							<MomentEntry
								key={moment.id}
								moment={moment}
								reader={reader}
								isChosen={moment.id === chosen?.id}
								onChoose={() => onChoose(moment.id === chosen?.id ? '' : moment.id)}
							>
								{children}
							</MomentEntry>
						))}
					</ol>
				</section>
			))}
		</div>
	)
}
