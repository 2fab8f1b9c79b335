import type { Message, Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useTimerReading } from '../workshop/timer.ts'
import { describePhase, useActivitiesText } from './describePhase.ts'
import styles from './notices.module.css'
import { useWhenIdle } from './useWhenIdle.ts'

interface NoticeStackProps {
	/** Whether there are no tools below it. */
	isLow: boolean
	children: ReactNode
}

/** What is said to everybody, one below the other over the board. Keys that work a notice are no business of the canvas below. */
export function NoticeStack({ isLow, children }: NoticeStackProps) {
	const root = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const element = root.current
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		return () => element?.removeEventListener('keydown', claim)
	}, [])
	return (
		<div ref={root} className={styles['stack']} data-low={isLow || undefined}>
			{children}
		</div>
	)
}

const READ_KEY = 'charrette.messageRead'

/** What the facilitator says to everybody, until it is taken back or closed here; it does not come again when the page is loaded anew. */
export function MessageNotice({ message }: { message: Message | null }) {
	const { t } = useTranslation('board')
	const [read, setRead] = useState(() => Number(sessionStorage.getItem(READ_KEY)))
	const isShown = message !== null && message.at > read
	const close = () => {
		if (!message) return
		sessionStorage.setItem(READ_KEY, String(message.at))
		setRead(message.at)
	}
	// The region is there before its words, or nobody who listens would hear them.
	return (
		<div role="status" className={styles['region']}>
			{isShown && (
				<div className={styles['notice']}>
					<Icon name="message" />
					<p>
						<small>{t('statusBar.message')}</small>
						<span dir="auto">{message.text}</span>
					</p>
					<Button variant="quiet" icon="close" iconOnly aria-label={t('statusBar.dismiss')} onClick={close} />
				</div>
			)}
		</div>
	)
}

/** A gentle word to one person whose first card would be welcome, each time the facilitator says it; never while they are writing. */
export function NudgeNotice({ nudges }: { nudges: number }) {
	const { t } = useTranslation('board')
	const [answered, setAnswered] = useState(nudges)
	const said = useWhenIdle(nudges) ?? 0
	return (
		<div role="status" className={styles['region']}>
			{said > answered && (
				<div className={styles['notice']}>
					<Icon name="raised" />
					<p>{t('statusBar.nudge')}</p>
					<Button onClick={() => setAnswered(said)}>{t('statusBar.nudgeOk')}</Button>
				</div>
			)}
		</div>
	)
}

/** Tells those who listen which phase has begun, and that the time is up; nothing of what was so before they came. */
export function SessionAnnouncer({ workshop, clock }: { workshop: Workshop; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const phase = describePhase(workshop, useLocale())
	const may = useActivitiesText(phase?.activities ?? [])
	const reading = useTimerReading(workshop.timer, clock)
	const begun = useChangedSentence(phase && `${phase.number} · ${phase.title}. ${phase.prompt} ${may}`)
	const over = useChangedSentence(reading?.remainingMs === 0 ? t('statusBar.timeUp') : null)
	return (
		<>
			<p className="visuallyHidden" role="status">
				{begun}
			</p>
			<p className="visuallyHidden" role="status">
				{over}
			</p>
		</>
	)
}

/** A sentence once it is another than when the page was opened. */
function useChangedSentence(sentence: string | null): string | null {
	const first = useRef(sentence)
	const [news, setNews] = useState<string | null>(null)
	useEffect(() => {
		if (sentence === first.current) return
		first.current = null
		setNews(sentence)
	}, [sentence])
	return news
}
