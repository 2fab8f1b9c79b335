import { type AsyncWindow, findBoard, type PhaseDestination, type Role, type Timer } from '@charrette/shared'
import { type ReactNode, useId, useRef } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { exchangePath } from '../navigation/paths.ts'
import { MuteButton } from '../timer/MuteButton.tsx'
import { formatClock, useTimerReading } from '../timer/timer.ts'
import { useTimerChime } from '../timer/timerChime.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useCover } from '../ui/useCover.ts'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { VoteChip } from '../vote/VoteChip.tsx'
import { describePhase, type PhaseDescription, useActivitiesText } from './describePhase.ts'
import { formatUntil } from './formatUntil.ts'
import styles from './statusBar.module.css'
import { usePromptOpening } from './usePromptOpening.ts'

interface SessionStatusBarProps {
	/**
	 * The position of the bar. `bar`: in the canvas's top bar, or below it if the top bar is narrow.
	 * `list`: above the list, where it may wrap.
	 */
	variant: 'bar' | 'list'
}

/**
 * Shows the session's state to everyone at a board: the phase's prompt, whose full text opens
 * below, or until when the board is open between sessions, the vote and the timer.
 */
export function SessionStatusBar({ variant }: SessionStatusBarProps) {
	const { t } = useTranslation('board')
	const { workshop, board, clock, credentials } = useBoardPlace()
	const window = findBoard(workshop, board)?.session.asyncWindow
	const phase = describePhase(workshop, useLocale())
	const root = useRef<HTMLDivElement>(null)
	const [isOpen, setOpen] = usePromptOpening(workshop, root)
	const { timer, isAnonymous } = workshop
	const votes = useVoteState()
	const hasVote = votes !== null && (votes.round !== null || votes.result !== null)
	const isEmpty = !phase && !window && !timer && !isAnonymous && !hasVote
	const status = votes?.round ? 'vote' : isEmpty ? 'quiet' : 'on'
	const destination = phase && !window && <DestinationButton leadsTo={phase.leadsTo} />
	useCover(root, variant === 'bar' ? 'header' : undefined)
	const hint = (
		<p className={styles['prompt']} title={`${t('topBar.hint')}. ${t('topBar.hintMore')}`}>
			<b>{t('topBar.hint')}</b>
			{variant === 'bar' && <span>{t('topBar.hintMore')}</span>}
		</p>
	)
	return (
		<div ref={root} className={styles['bar']} data-variant={variant} data-status={status}>
			{window ? (
				<WindowPrompt window={window} />
			) : phase ? (
				<Prompt {...{ phase, variant, isOpen, setOpen, destination }} role={credentials.role} />
			) : (
				hint
			)}
			{isAnonymous && (
				<span className={styles['mark']} title={t('statusBar.anonymousMore')}>
					<Icon name="hidden" size={16} />
					<span>{t('statusBar.anonymous')}</span>
				</span>
			)}
			{variant === 'bar' && !isOpen && <span className={styles['destination']}>{destination}</span>}
			{hasVote && <VoteChip workshop={workshop} beside={phase ? [phase.title, phase.prompt] : []} />}
			{timer && <Countdown timer={timer} clock={clock} />}
		</div>
	)
}

/** Says until when the boards of the session are open between sessions, in place of its phase. */
function WindowPrompt({ window }: { window: AsyncWindow }) {
	const { t } = useTranslation('board')
	const when = formatUntil(window.until, useLanguage())
	return (
		<p className={styles['prompt']}>
			<b>{t(`statusBar.${window.takes}Until`, { when })}</b>
			<span>{t(`statusBar.${window.takes}More`)}</span>
		</p>
	)
}

interface PromptProps {
	phase: PhaseDescription
	variant: SessionStatusBarProps['variant']
	isOpen: boolean
	setOpen: (isOpen: boolean) => void
	/** The button that leads to the phase's destination. */
	destination: ReactNode
	role: Role
}

function Prompt({ phase, variant, isOpen, setOpen, destination, role }: PromptProps) {
	const { t } = useTranslation('board')
	const panel = useId()
	const details = useRef<HTMLDivElement>(null)
	useCover(details, variant === 'bar' ? 'prompt' : undefined)
	return (
		<>
			<button
				type="button"
				className={styles['prompt']}
				aria-expanded={isOpen}
				aria-controls={panel}
				title={t(isOpen ? 'statusBar.less' : 'statusBar.more')}
				onClick={() => setOpen(!isOpen)}
			>
				<b>
					{phase.number} · {phase.title}
				</b>
				{phase.prompt && !isOpen && <span>{[phase.prompt, phase.second?.text].filter(Boolean).join(' — ')}</span>}
			</button>
			<div ref={details} id={panel} className={styles['panel']} hidden={!isOpen}>
				<PhaseDetails phase={phase} role={role}>
					{destination}
				</PhaseDetails>
				<button
					type="button"
					className={styles['close']}
					aria-label={t('statusBar.less')}
					onClick={() => setOpen(false)}
				>
					<Icon name="close" size={18} />
				</button>
			</div>
		</>
	)
}

/** The full prompt, in a second language too, with the activities that the phase allows. */
function PhaseDetails({ phase, role, children }: { phase: PhaseDescription; role: Role; children: ReactNode }) {
	const activities = useActivitiesText(phase.activities, role)
	return (
		<div className={styles['details']}>
			<strong>{phase.title}</strong>
			{phase.prompt && <p>{phase.prompt}</p>}
			{phase.second && <p lang={phase.second.locale}>{phase.second.text}</p>}
			<small>{activities}</small>
			{children}
		</div>
	)
}

/**
 * A link to the exchange in a phase that leads there (RUN1c): to the search for practices, or to
 * the adopted practices.
 */
function DestinationButton({ leadsTo }: { leadsTo: PhaseDestination }) {
	const { t } = useTranslation('board')
	const { credentials, board } = useBoardPlace()
	if (leadsTo === 'board') return null
	const isSearch = leadsTo === 'practices'
	return (
		<LinkButton
			variant="primary"
			size="small"
			className={styles['lead']}
			icon={isSearch ? 'search' : 'check'}
			href={exchangePath(credentials, isSearch ? { board } : { board, show: 'adopted' })}
		>
			{t(isSearch ? 'statusBar.findPractices' : 'statusBar.transferChecks')}
		</LinkButton>
	)
}

const SOON_MS = 60_000

/** The remaining time, with a button that mutes the chime at its end on this device. */
function Countdown({ timer, clock }: { timer: Timer; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const reading = useTimerReading(timer, clock)
	useTimerChime(reading)
	if (!reading) return null
	const isUp = reading.remainingMs === 0
	const time = formatClock(reading.remainingMs)
	const state = isUp ? 'up' : !reading.isRunning ? 'paused' : reading.remainingMs <= SOON_MS ? 'soon' : 'runs'
	return (
		<span className={styles['countdown']}>
			<span role="timer" aria-label={t(isUp ? 'statusBar.timeUp' : 'statusBar.timeLeft', { time })} data-state={state}>
				{isUp ? t('statusBar.timeUp') : time}
			</span>
			{state === 'paused' && timer.ranMs > 0 && <small>{t('statusBar.paused')}</small>}
			<MuteButton size="small" label={t('statusBar.mute')} />
		</span>
	)
}
