import type { Message, Role, Workshop } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { useTimerReading } from '../timer/timer.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useWhenIdle } from '../ui/useWhenIdle.ts'
import { describePhase, useActivitiesText } from './describePhase.ts'

/** The times of the newest messages that this person has closed: to everyone, and to a board. */
const READ_KEYS = { all: TAB_KEYS.messageRead, board: TAB_KEYS.boardMessageRead }

interface MessageNoticeProps {
	message: Message | null
	/** Whether the message is to everyone, or to the people at the board. */
	to: keyof typeof READ_KEYS
}

/**
 * Shows the facilitator's message until it is cleared or this person closes it. A closed message
 * stays closed after a reload.
 */
export function MessageNotice({ message, to }: MessageNoticeProps) {
	const { t } = useTranslation('board')
	const [read, setRead] = useState(() => Number(tabStore.read(READ_KEYS[to])))
	const isShown = message !== null && message.at > read
	const close = () => {
		if (!message) return
		tabStore.write(READ_KEYS[to], String(message.at))
		setRead(message.at)
	}
	if (!isShown) return null
	return (
		<Notice rank="message" tone="accent" icon="message" closeLabel={t('statusBar.dismiss')} onClose={close}>
			<small>{t(to === 'all' ? 'statusBar.message' : 'statusBar.boardMessage')}</small>
			<span dir="auto">{message.text}</span>
		</Notice>
	)
}

/**
 * Reminds one participant to add a first card. The notice appears each time the facilitator sends
 * the reminder, but never while the participant types.
 */
export function ReminderNotice({ reminders }: { reminders: number }) {
	const { t } = useTranslation('board')
	const [answered, setAnswered] = useState(reminders)
	const received = useWhenIdle(reminders) ?? 0
	if (received <= answered) return null
	return (
		<Notice
			rank="message"
			tone="accent"
			icon="raised"
			actions={
				<Button size="small" onClick={() => setAnswered(received)}>
					{t('statusBar.nudgeOk')}
				</Button>
			}
		>
			{t('statusBar.nudge')}
		</Notice>
	)
}

/**
 * Announces to screen readers that a phase has begun or the time is up. The state at page load is
 * not announced.
 */
export function SessionAnnouncer({ workshop, clock, role }: { workshop: Workshop; clock: ServerClock; role: Role }) {
	const { t } = useTranslation('board')
	const phase = describePhase(workshop, useLocale())
	const activities = useActivitiesText(phase?.activities ?? [], role)
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

/** Returns the sentence once it differs from the first one; null before. */
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
