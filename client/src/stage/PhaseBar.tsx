import { currentPhase, type Workshop } from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { Icon } from '../ui/Icon.tsx'
import { VoteChip } from '../vote/VoteChip.tsx'
import { useVoteStand } from '../vote/VoteContext.ts'
import { useWhenCalm } from '../workshop/useWhenCalm.ts'
import { Countdown } from './Countdown.tsx'
import { PhaseWords } from './PhaseWords.tsx'
import { type PhaseNow, phaseNow } from './phaseNow.ts'
import styles from './stage.module.css'
import { useRoomForPrompt } from './useRoomForPrompt.ts'

interface PhaseBarProps {
	workshop: Workshop
	clock: ServerClock
	/** `bar`: in the strip over the canvas, which it leaves where that is narrow. `list`: over the list, with room to wrap. */
	look: 'bar' | 'list'
}

/** What everybody does now and how long: the phase's prompt, the time, the vote; all of the prompt opens below. */
export function PhaseBar({ workshop, clock, look }: PhaseBarProps) {
	const { t } = useTranslation('board')
	const phase = phaseNow(workshop, useLocale())
	const [isOpen, setOpen] = useOpening(workshop)
	const { timer, isAnonymous } = workshop
	const votes = useVoteStand()
	const hasVote = votes !== null && (votes.round !== null || votes.result !== null)
	const isQuiet = !phase && !timer && !isAnonymous && !hasVote
	const stage = votes?.round ? 'vote' : isQuiet ? 'quiet' : 'on'
	const hint = (
		<p className={styles['prompt']}>
			<b>{t('bar.hint')}</b>
			{look === 'bar' && <span>{t('bar.hintMore')}</span>}
		</p>
	)
	return (
		<div className={styles['bar']} data-look={look} data-stage={stage}>
			{phase ? <Prompt phase={phase} look={look} isOpen={isOpen} setOpen={setOpen} /> : hint}
			{isAnonymous && (
				<span className={styles['mark']} title={t('stage.anonymousMore')}>
					<Icon name="hidden" size={16} />
					<span>{t('stage.anonymous')}</span>
				</span>
			)}
			{hasVote && <VoteChip workshop={workshop} />}
			{timer && <Countdown timer={timer} clock={clock} />}
		</div>
	)
}

interface PromptProps {
	phase: PhaseNow
	look: PhaseBarProps['look']
	isOpen: boolean
	setOpen: (isOpen: boolean) => void
}

function Prompt({ phase, look, isOpen, setOpen }: PromptProps) {
	const { t } = useTranslation('board')
	const panel = useId()
	const words = useRef<HTMLDivElement>(null)
	useRoomForPrompt(words, isOpen && look === 'bar')
	return (
		<>
			<button
				type="button"
				className={styles['prompt']}
				aria-expanded={isOpen}
				aria-controls={panel}
				title={t(isOpen ? 'stage.less' : 'stage.more')}
				onClick={() => setOpen(!isOpen)}
			>
				<b>
					{phase.number} · {phase.title}
				</b>
				{phase.prompt && <span>{[phase.prompt, phase.second?.text].filter(Boolean).join(' — ')}</span>}
			</button>
			<div ref={words} id={panel} className={styles['panel']} hidden={!isOpen}>
				<PhaseWords phase={phase} />
				<button type="button" className={styles['close']} aria-label={t('stage.less')} onClick={() => setOpen(false)}>
					<Icon name="close" size={18} />
				</button>
			</div>
		</>
	)
}

/** Whether all of the prompt is shown: a phase that begins shows it by itself, once whoever reads has stopped typing. */
function useOpening(workshop: Workshop): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
	const begun = useWhenCalm(currentPhase(workshop)?.id ?? null)
	const [isOpen, setOpen] = useState(false)
	useEffect(() => {
		const before = seen.get(workshop.id)
		seen.set(workshop.id, begun)
		if (before !== undefined && before !== begun) setOpen(begun !== null)
	}, [begun, workshop.id])
	return [isOpen, setOpen]
}

/** The phase that was last seen in each workshop: who comes to a board finds the prompt closed, and sees it open when the next begins. */
const seen = new Map<string, string | null>()
