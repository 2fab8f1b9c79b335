import {
	type CardKind,
	currentSession,
	findOpenRound,
	formatJoinCode,
	type Message,
	plainText,
	type Session,
	type Timer,
	type Workshop,
} from '@charrette/shared'
import type { ReactNode } from 'react'
import { useReachableAddress, withoutScheme } from '../connection/clientInfo.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Digests } from '../connection/useWorkshop.ts'
import type { Translation } from '../reading/useProjectedTranslations.ts'
import { formatClock, useTimerReading } from '../timer/timer.ts'
import { Icon } from '../ui/Icon.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { type TextLine, titleLines, useProjectorTexts } from './projectorTexts.ts'
import styles from './SceneFrame.module.css'

/** The props of every scene. */
export interface SceneProps {
	workshop: Workshop
	clock: ServerClock
	isOffline: boolean
	/** Number of steps that facilitators have sent: forward steps minus backward steps. */
	steps: number
}

/** The props of a scene about a session, which may not be the running one (HAND3). */
export interface SessionSceneProps extends SceneProps {
	credentials: Credentials
	session: Session
	isRunning: boolean
	/** The digests of the session's boards. */
	digests: Observable<Digests>
}

/** The position among several pages or parts; `at` counts from 0. */
export interface ScenePosition {
	at: number
	count: number
}

interface SceneFrameProps extends SceneProps {
	title?: ReactNode
	position?: ScenePosition
	children: ReactNode
}

/** The frame of a scene: a strip with its title and the timer, and a footer with the join code. */
export function SceneFrame({ workshop, clock, isOffline, title, position, children }: SceneFrameProps) {
	return (
		<main className={styles['scene']} data-theme="dark">
			<header className={styles['strip']}>
				<h1>{title ?? <TextLines lines={titleLines(workshop)} />}</h1>
				{position && <PositionMark position={position} workshop={workshop} />}
				<SceneTimer timer={workshop.timer} clock={clock} workshop={workshop} />
			</header>
			<VotedKinds workshop={workshop} />
			<div className={styles['body']}>{children}</div>
			<footer className={styles['door']}>
				<JoinLine workshop={workshop} />
			</footer>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/** The position, such as "3 of 7", if there are several pages. */
export function PositionMark({ position: { at, count }, workshop }: { position: ScenePosition; workshop: Workshop }) {
	const [first] = useProjectorTexts(workshop)
	if (count < 2) return null
	return (
		<span className={styles['position']} lang={first?.locale}>
			{first?.t('scenes.position', { at: at + 1, count })}
		</span>
	)
}

/** The address and the join code on one line, or a note that joining is closed (ACCESS2). */
export function JoinLine({ workshop }: { workshop: Workshop }) {
	const address = withoutScheme(useReachableAddress())
	const [first] = useProjectorTexts(workshop)
	if (workshop.isJoiningClosed) return first?.t('projector.joiningClosed')
	return (
		<>
			{address} <b>{formatJoinCode(workshop.joinCode)}</b>
		</>
	)
}

/** A scene below the facilitators' message to all people, while there is one. */
export function MessageFrame({ message, children }: { message: Message | null; children: ReactNode }) {
	return (
		<div className={styles['projector']}>
			<div role="status" className={styles['region']}>
				{message && (
					<p className={styles['message']} data-theme="dark">
						<Icon name="message" size={40} />
						<span dir="auto">{message.text}</span>
					</p>
				)}
			</div>
			<div className={styles['scenes']}>{children}</div>
		</div>
	)
}

/** The text of a card, and its translation below it (READ6). */
export function TranslatedLines({ text, translation }: { text: string; translation: Translation | null }) {
	return (
		<span className={styles['translated']}>
			<span dir="auto">{plainText(text)}</span>
			{translation && (
				<span dir="auto" lang={translation.lang}>
					{plainText(translation.text)}
				</span>
			)}
		</span>
	)
}

/** Remaining time from which the timer is highlighted. */
const SOON_MS = 60_000

interface SceneTimerProps {
	timer: Timer | null
	clock: ServerClock
	workshop: Workshop
	/** Whether the timer is as large as the screen allows. */
	isLarge?: boolean
}

/** The remaining time by the server's clock; nothing without a timer. */
export function SceneTimer({ timer, clock, workshop, isLarge = false }: SceneTimerProps) {
	const reading = useTimerReading(timer, clock)
	const texts = useProjectorTexts(workshop)
	if (!reading) return null
	const { remainingMs, isRunning } = reading
	const state = remainingMs === 0 ? 'over' : remainingMs <= SOON_MS ? 'soon' : 'early'
	// A timer that is ready to start is not paused.
	const isPaused = !isRunning && timer !== null && timer.ranMs > 0
	return (
		<div className={styles['timer']} data-state={state} data-large={isLarge} role="timer">
			<span className={styles['clock']}>{formatClock(remainingMs)}</span>
			{(state === 'over' || isPaused) && (
				<span className={styles['words']}>
					<TextLines
						lines={texts.map(({ locale, t }) => ({
							locale,
							text: t(state === 'over' ? 'scenes.timeUp' : 'scenes.paused'),
						}))}
					/>
				</span>
			)}
		</div>
	)
}

/** Number of kinds from which the text is smaller. */
const MANY_KINDS = 4

/**
 * Returns the kinds of card that can get dots now; null without an open vote, and if every kind
 * can.
 */
export function votedKinds(workshop: Workshop): readonly CardKind[] | null {
	const session = currentSession(workshop)
	return (session && findOpenRound(workshop, session.id)?.kinds) ?? null
}

interface VotedKindsProps {
	workshop: Workshop
	/** `strip`: on one line. `large` and `small`: below a prompt, `small` if the prompt is long. */
	variant?: 'strip' | 'large' | 'small'
}

/** The kinds of card that can get dots, in the projector's languages; nothing if every kind can. */
export function VotedKinds({ workshop, variant = 'strip' }: VotedKindsProps) {
	const texts = useProjectorTexts(workshop)
	const kinds = votedKinds(workshop)
	if (!kinds) return null
	return (
		<div className={styles['voted']} data-theme="dark" data-variant={variant} data-many={kinds.length >= MANY_KINDS}>
			{texts.map(({ locale, t }) => (
				<p key={locale} lang={locale}>
					{t('scenes.voteOn')}{' '}
					{kinds.map((kind) => (
						<b key={kind} data-kind={kind}>
							<KindIcon kind={kind} />
							{t(`scenes.kinds.${kind}`)}{' '}
						</b>
					))}
				</p>
			))}
		</div>
	)
}

/** A badge that the scene may be out of date, because the connection is down. */
export function OfflineBadge({ workshop }: { workshop: Workshop }) {
	const [first] = useProjectorTexts(workshop)
	return (
		<p className={styles['offline']} role="status">
			<Icon name="offline" size={18} />
			{first?.t('projector.offline')}
		</p>
	)
}

/** A text in the projector's languages, one below the other; the first one is larger. */
export function TextLines({ lines }: { lines: readonly TextLine[] }) {
	return lines.map(({ locale, text }) => (
		<span key={`${locale} ${text}`} lang={locale} className={styles['line']}>
			{text}
		</span>
	))
}
