import { type CardKind, currentSession, formatJoinCode, openRound, type Timer, type Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'
import { Icon } from '../ui/Icon.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { formatClock, useTimerReading } from '../workshop/timer.ts'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import { type TextLine, titleLines, useProjectorTexts } from './projectorTexts.ts'
import styles from './SceneFrame.module.css'

/** What every scene of the wall is made from. */
export interface SceneProps {
	workshop: Workshop
	clock: ServerClock
	isOffline: boolean
}

/** A scene of the wall under a slim strip: what it is, how much time is left, and how late comers get in. */
export function SceneFrame({
	workshop,
	clock,
	isOffline,
	title,
	children,
}: SceneProps & { title?: ReactNode; children: ReactNode }) {
	const address = useReachableAddress().replace(/^https?:\/\//, '')
	return (
		<main className={styles['scene']} data-theme="dark">
			<header className={styles['strip']}>
				<h1>{title ?? <TextLines lines={titleLines(workshop)} />}</h1>
				<SceneTimer timer={workshop.timer} clock={clock} workshop={workshop} />
			</header>
			<VotedKinds workshop={workshop} />
			<div className={styles['body']}>{children}</div>
			<footer className={styles['door']}>
				{address} <b>{formatJoinCode(workshop.joinCode)}</b>
			</footer>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

interface BoardSceneProps {
	workshop: Workshop
	/** The board's title. */
	title: string
	clock: ServerClock
	isOffline: boolean
	children: ReactNode
}

/** A board on the wall, under a slim strip that names it and tells late comers how to get in. */
export function BoardScene({ workshop, title, clock, isOffline, children }: BoardSceneProps) {
	const address = useReachableAddress().replace(/^https?:\/\//, '')
	return (
		<main className={styles['boardScene']}>
			<header className={styles['boardStrip']}>
				<h1>{title}</h1>
				<span className={styles['workshop']}>{workshop.title}</span>
				<SceneTimer timer={workshop.timer} clock={clock} workshop={workshop} />
				<span className={styles['boardDoor']}>
					{address} <b>{formatJoinCode(workshop.joinCode)}</b>
				</span>
			</header>
			<VotedKinds workshop={workshop} />
			<div className={styles['board']}>{children}</div>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/** In the last minute the time stands out. */
const SOON_MS = 60_000

interface SceneTimerProps {
	timer: Timer | null
	clock: ServerClock
	workshop: Workshop
	/** As large as the wall allows. */
	isLarge?: boolean
}

/** What is left of the time, by the server's clock; nothing where no timer was started. */
export function SceneTimer({ timer, clock, workshop, isLarge = false }: SceneTimerProps) {
	const reading = useTimerReading(timer, clock)
	const texts = useProjectorTexts(workshop)
	if (!reading) return null
	const { remainingMs, isRunning } = reading
	const state = remainingMs === 0 ? 'over' : remainingMs <= SOON_MS ? 'soon' : 'early'
	return (
		<div className={styles['timer']} data-state={state} data-large={isLarge} role="timer">
			<span className={styles['clock']}>{formatClock(remainingMs)}</span>
			{(state === 'over' || !isRunning) && (
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

/** From so many kinds on they are written smaller. */
const MANY_KINDS = 4

/** Which kinds of card may get dots now; null while no vote is open, or one on cards of every kind. */
export function votedKinds(workshop: Workshop): readonly CardKind[] | null {
	const session = currentSession(workshop)
	return (session && openRound(workshop, session.id)?.kinds) ?? null
}

interface VotedKindsProps {
	workshop: Workshop
	/** In one strip, or below a text; there `small` where the text is long. */
	variant?: 'strip' | 'large' | 'small'
}

/** The kinds of card that may get dots, in the wall's languages; nothing where all may. */
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

/** A small mark that what is shown may be old; the wall keeps showing it meanwhile. */
export function OfflineBadge({ workshop }: { workshop: Workshop }) {
	const [first] = useProjectorTexts(workshop)
	return (
		<p className={styles['offline']} role="status">
			<Icon name="offline" size={18} />
			{first?.t('projector.offline')}
		</p>
	)
}

/** The same thing in the wall's languages, one below the other; the first is the larger one. */
export function TextLines({ lines }: { lines: readonly TextLine[] }) {
	return lines.map(({ locale, text }) => (
		<span key={`${locale} ${text}`} lang={locale} className={styles['line']}>
			{text}
		</span>
	))
}
