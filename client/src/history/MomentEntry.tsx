import { countChanges, type Snapshot } from '@charrette/shared'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { MomentInSmall } from '../workshop/MomentInSmall.tsx'
import type { ChangesReader, ToldChanges } from './changesReader.ts'
import { titleOfMoment, wordTime } from './momentWords.ts'
import styles from './timeline.module.css'
import { useChanges } from './useMoments.ts'

interface MomentEntryProps {
	moment: Snapshot
	reader: ChangesReader
	isChosen: boolean
	onChoose: () => void
	/** What there is to say of the chosen one. */
	children: ReactNode
}

/** One moment in the timeline: when, why, how much, how it looked in small, and what had changed. */
export function MomentEntry({ moment, reader, isChosen, onChoose, children }: MomentEntryProps) {
	const { t } = useTranslation('history')
	const locale = useLocale()
	const item = useRef<HTMLLIElement>(null)
	const isSeen = useIsSeen(item)
	const { found } = useChanges(reader, { id: moment.id, span: 'before', isWanted: isSeen })
	const { look, cause } = moment
	return (
		<li ref={item} className={styles['moment']} data-cause={cause}>
			<button type="button" className={styles['entry']} aria-expanded={isChosen} onClick={onChoose}>
				<MomentInSmall moment={moment} className={styles['mini']} />
				<span className={styles['about']}>
					<span className={styles['when']}>{wordTime(moment.at, locale)}</span>
					<b>{titleOfMoment(moment, t, locale)}</b>
					{look && (
						<span className={styles['figures']}>
							{t('cards', { count: look.cards })} · {t('links', { count: look.links })}
						</span>
					)}
					<ChangeCounts told={found} />
				</span>
			</button>
			{isChosen && <div className={styles['chosen']}>{children}</div>}
		</li>
	)
}

function ChangeCounts({ told }: { told: ToldChanges | undefined }) {
	const { t } = useTranslation('history')
	if (!told || told.isFirst) return null
	const { changes } = told
	const counts = (['added', 'changed', 'gone', 'moved'] as const).map((what) => [what, changes[what].length] as const)
	const more = countChanges(changes) - counts.reduce((sum, [, count]) => sum + count, 0)
	return (
		<span className={styles['counts']}>
			{counts.map(
				([what, count]) =>
					count > 0 && (
						<span key={what} data-what={what}>
							{t(`counts.${what}`, { count })}
						</span>
					),
			)}
			{more > 0 && <span>{t('more', { count: more })}</span>}
		</span>
	)
}

/** Whether the element was on the screen, or near it. */
function useIsSeen(element: { current: Element | null }): boolean {
	const [isSeen, setSeen] = useState(false)
	useEffect(() => {
		if (!element.current || isSeen) return undefined
		const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: '200px' })
		watch.observe(element.current)
		return () => watch.disconnect()
	}, [element, isSeen])
	return isSeen
}
