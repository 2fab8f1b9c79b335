import { currentPhase, type Timer, type Workshop } from '@charrette/shared'
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { VoteChip } from '../vote/VoteChip.tsx'
import { isMuted, useEndSound } from '../workshop/endSound.ts'
import { formatClock, useTimerReading } from '../workshop/timer.ts'
import { describePhase, type PhaseDescription, useActivitiesText } from './describePhase.ts'
import styles from './statusBar.module.css'
import { useWhenIdle } from './useWhenIdle.ts'

interface SessionStatusBarProps {
	workshop: Workshop
	clock: ServerClock
	/** `bar`: in the strip over the canvas, which it leaves where that is narrow. `list`: over the list, with room to wrap. */
	variant: 'bar' | 'list'
}

/** What everybody does now and how long: the phase's prompt, the time, the vote; all of the prompt opens below. */
export function SessionStatusBar({ workshop, clock, variant }: SessionStatusBarProps) {
	const { t } = useTranslation('board')
	const phase = describePhase(workshop, useLocale())
	const [isOpen, setOpen] = usePromptOpening(workshop)
	const { timer, isAnonymous } = workshop
	const votes = useVoteState()
	const hasVote = votes !== null && (votes.round !== null || votes.result !== null)
	const isQuiet = !phase && !timer && !isAnonymous && !hasVote
	const stage = votes?.round ? 'vote' : isQuiet ? 'quiet' : 'on'
	const hint = (
		<p className={styles['prompt']}>
			<b>{t('topBar.hint')}</b>
			{variant === 'bar' && <span>{t('topBar.hintMore')}</span>}
		</p>
	)
	return (
		<div className={styles['bar']} data-look={variant} data-stage={stage}>
			{phase ? <Prompt phase={phase} variant={variant} isOpen={isOpen} setOpen={setOpen} /> : hint}
			{isAnonymous && (
				<span className={styles['mark']} title={t('statusBar.anonymousMore')}>
					<Icon name="hidden" size={16} />
					<span>{t('statusBar.anonymous')}</span>
				</span>
			)}
			{hasVote && <VoteChip workshop={workshop} />}
			{timer && <Countdown timer={timer} clock={clock} />}
		</div>
	)
}

interface PromptProps {
	phase: PhaseDescription
	variant: SessionStatusBarProps['variant']
	isOpen: boolean
	setOpen: (isOpen: boolean) => void
}

function Prompt({ phase, variant, isOpen, setOpen }: PromptProps) {
	const { t } = useTranslation('board')
	const panel = useId()
	const words = useRef<HTMLDivElement>(null)
	usePromptHeight(words, isOpen && variant === 'bar')
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
				{phase.prompt && <span>{[phase.prompt, phase.second?.text].filter(Boolean).join(' — ')}</span>}
			</button>
			<div ref={words} id={panel} className={styles['panel']} hidden={!isOpen}>
				<PhaseDetails phase={phase} />
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

/** Whether all of the prompt is shown: a phase that begins shows it by itself, once whoever reads has stopped typing. */
function usePromptOpening(workshop: Workshop): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
	const begun = useWhenIdle(currentPhase(workshop)?.id ?? null)
	const [isOpen, setOpen] = useState(false)
	useEffect(() => {
		const before = lastPhases.get(workshop.id)
		lastPhases.set(workshop.id, begun)
		if (before !== undefined && before !== begun) setOpen(begun !== null)
	}, [begun, workshop.id])
	return [isOpen, setOpen]
}

/** The phase that was last seen in each workshop: who comes to a board finds the prompt closed, and sees it open when the next begins. */
const lastPhases = new Map<string, string | null>()

/** All that a phase says to those who take part: its prompt, once more in another language, and what one may do. */
function PhaseDetails({ phase }: { phase: PhaseDescription }) {
	const may = useActivitiesText(phase.activities)
	return (
		<div className={styles['words']}>
			<strong>{phase.title}</strong>
			{phase.prompt && <p>{phase.prompt}</p>}
			{phase.second && <p lang={phase.second.locale}>{phase.second.text}</p>}
			<small>{may}</small>
		</div>
	)
}

const SOON_MS = 60_000

/** What is left of the time, the same for everybody; its end sounds softly, unless this is turned off here. */
function Countdown({ timer, clock }: { timer: Timer; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const reading = useTimerReading(timer, clock)
	const muted = useSyncExternalStore(isMuted.subscribe, isMuted.get)
	useEndSound(reading)
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
			<Button
				variant="quiet"
				size="small"
				icon={muted ? 'silent' : 'sound'}
				iconOnly
				aria-pressed={muted}
				aria-label={t('statusBar.mute')}
				title={t('statusBar.mute')}
				onClick={() => isMuted.set(!muted)}
			/>
		</span>
	)
}

const PROMPT_GAP = 8

/** While all of a prompt is shown over the canvas, what is said below the bar makes room for it. */
function usePromptHeight(panel: RefObject<HTMLElement | null>, isShown: boolean): void {
	useLayoutEffect(() => {
		const shown = panel.current
		if (!isShown || !shown) return undefined
		const { style } = document.documentElement
		const observer = new ResizeObserver(() => style.setProperty('--prompt', `${shown.offsetHeight + PROMPT_GAP}px`))
		observer.observe(shown)
		return () => {
			observer.disconnect()
			style.removeProperty('--prompt')
		}
	}, [panel, isShown])
}
