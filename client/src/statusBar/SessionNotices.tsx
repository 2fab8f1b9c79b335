import type { Message, Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useHeightVariable } from '../ui/useHeightVariable.ts'
import { useTimerReading } from '../workshop/timer.ts'
import { describePhase, useActivitiesText } from './describePhase.ts'
import styles from './notices.module.css'
import { useWhenIdle } from './useWhenIdle.ts'

const NOTICE_GAP = 8

interface NoticeStackProps {
	/** Whether they are over the canvas, which has buttons in its corners. */
	isOverCanvas: boolean
	children: ReactNode
}

/**
 * Notices for everyone, one below the other over the board. Toasts appear above them, and the list
 * scrolls its last card clear of them. Their key presses are kept from the canvas.
 */
export function NoticeStack({ isOverCanvas, children }: NoticeStackProps) {
	const root = useRef<HTMLDivElement>(null)
	useHeightVariable(root, '--notices', { gap: NOTICE_GAP })
	useEffect(() => {
		const element = root.current
		// tldraw ignores key events with this property.
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		return () => element?.removeEventListener('keydown', claim)
	}, [])
	return (
		<div ref={root} className={styles['stack']} data-canvas={isOverCanvas || undefined}>
			{children}
		</div>
	)
}

const READ_KEY = 'charrette.messageRead'

/**
 * The facilitator's message, until it is cleared or this person closes it; a closed message stays
 * closed after a reload.
 */
export function MessageNotice({ message }: { message: Message | null }) {
	const { t } = useTranslation('board')
	const [read, setRead] = useState(() => Number(tabStore.read(READ_KEY)))
	const isShown = message !== null && message.at > read
	const close = () => {
		if (!message) return
		tabStore.write(READ_KEY, String(message.at))
		setRead(message.at)
	}
	// The live region is rendered before its text: screen readers only announce changes of existing
	// regions.
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

interface DamageNoticeProps {
	damage: RoomDamage | null
	/** Opens the version history, at a snapshot if there is one; null where this person cannot restore. */
	onHistory: ((snapshot: string) => void) | null
}

/** Says that a part of the board could not be read, and offers the newest version that can be. */
export function DamageNotice({ damage, onHistory }: DamageNoticeProps) {
	const { t } = useTranslation('board')
	return (
		<div role="status" className={styles['region']}>
			{damage && (
				<div className={styles['notice']}>
					<Icon name="warning" />
					<p>{t(onHistory ? 'statusBar.damagedForFacilitator' : 'statusBar.damaged')}</p>
					{onHistory && (
						<Button onClick={() => onHistory(damage.snapshot ?? '')}>{t('statusBar.damagedHistory')}</Button>
					)}
				</div>
			)}
		</div>
	)
}

/**
 * A reminder for one participant to add a first card, each time the facilitator sends it, but never
 * while they type.
 */
export function NudgeNotice({ nudges }: { nudges: number }) {
	const { t } = useTranslation('board')
	const [answered, setAnswered] = useState(nudges)
	const received = useWhenIdle(nudges) ?? 0
	return (
		<div role="status" className={styles['region']}>
			{received > answered && (
				<div className={styles['notice']}>
					<Icon name="raised" />
					<p>{t('statusBar.nudge')}</p>
					<Button onClick={() => setAnswered(received)}>{t('statusBar.nudgeOk')}</Button>
				</div>
			)}
		</div>
	)
}

/**
 * Announces to screen readers that a phase has begun or the time is up, but not the state at page
 * load.
 */
export function SessionAnnouncer({ workshop, clock }: { workshop: Workshop; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const phase = describePhase(workshop, useLocale())
	const activities = useActivitiesText(phase?.activities ?? [])
	const reading = useTimerReading(workshop.timer, clock)
	const phaseSentence = useChangedSentence(phase && `${phase.number} · ${phase.title}. ${phase.prompt} ${activities}`)
	const timeSentence = useChangedSentence(reading?.remainingMs === 0 ? t('statusBar.timeUp') : null)
	return (
		<>
			<p className="visuallyHidden" role="status">
				{phaseSentence}
			</p>
			<p className="visuallyHidden" role="status">
				{timeSentence}
			</p>
		</>
	)
}

/** The sentence, once it differs from the first one; null before. */
function useChangedSentence(sentence: string | null): string | null {
	const first = useRef(sentence)
	const [changed, setChanged] = useState<string | null>(null)
	useEffect(() => {
		if (sentence === first.current) return
		first.current = null
		setChanged(sentence)
	}, [sentence])
	return changed
}
