import { currentPhase, type Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { SceneLine } from '../board/scenes/useScenes.ts'
import { projectorLines, titleLines } from './projectorTexts.ts'
import styles from './SceneFrame.module.css'
import {
	JoinLine,
	OfflineBadge,
	PositionMark,
	type ScenePosition,
	type SceneProps,
	SceneTimer,
	VotedKinds,
} from './SceneFrame.tsx'

interface BoardSceneProps extends SceneProps {
	/** The board's title. */
	title: string
	/** The title of the cluster that is shown, or ''. */
	part: string
	/** The numbers of that cluster, in each language. */
	facts: readonly SceneLine[]
	position: ScenePosition
	children: ReactNode
}

/** A projected board, under a strip with its title, the phase, the timer and the join code. */
export function BoardScene({ workshop, title, part, facts, position, clock, isOffline, children }: BoardSceneProps) {
	return (
		<main className={styles['boardScene']}>
			<header className={styles['boardStrip']}>
				<div className={styles['boardTitle']}>
					<h1>
						{title}
						{part && <span> · {part}</span>}
					</h1>
					<p>
						{facts.map(({ language, text }) => (
							<span key={language} lang={language}>
								{text}
							</span>
						))}
					</p>
				</div>
				<PositionMark position={position} workshop={workshop} />
				<span className={styles['workshop']}>
					{titleLines(workshop).map(({ locale, text }) => (
						<span key={locale} lang={locale}>
							{text}
						</span>
					))}
				</span>
				<SceneTimer timer={workshop.timer} clock={clock} workshop={workshop} />
				<span className={styles['boardDoor']}>
					<JoinLine workshop={workshop} />
				</span>
			</header>
			<PresentationPrompt workshop={workshop} />
			<VotedKinds workshop={workshop} />
			<div className={styles['board']}>{children}</div>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/** The prompt for the audience in a phase of kind `present`. */
function PresentationPrompt({ workshop }: { workshop: Workshop }) {
	const phase = currentPhase(workshop)
	const lines = phase?.kind === 'present' ? projectorLines(phase.prompt, workshop) : []
	if (lines.length === 0) return null
	return (
		<p className={styles['ask']}>
			{lines.map(({ locale, text }) => (
				<span key={locale} lang={locale}>
					{text}
				</span>
			))}
		</p>
	)
}
