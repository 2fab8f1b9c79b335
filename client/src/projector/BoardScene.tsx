import { type Board, currentPhase, type Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { SceneFacts, SceneTranslation } from '../canvas/scenes/sections.ts'
import type { SceneLine } from '../canvas/scenes/useScenes.ts'
import { projectorLines, type TextLine, titleLines, useProjectorTexts } from './projectorTexts.ts'
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

/** The scene of a projected board, and its place among the others. */
export interface ShownScene {
	at: number
	count: number
	titles: readonly string[]
	translatedTitles: readonly SceneTranslation[]
	/** Null if the board itself is shown. */
	facts: SceneFacts | null
	/** The document whose page is shown, by its card; missing for a scene. */
	document?: { title: string; city: string }
}

interface BoardSceneProps extends SceneProps {
	/** What the board says, by language; undefined without a summary. */
	summaries: Board['summaries']
	/** The board's title. */
	title: string
	/** The title of the cluster that is shown, or ''. */
	part: string
	/** The numbers of that cluster, in each language. */
	facts: readonly SceneLine[]
	position: ScenePosition
	/** Whether the strip is the only text: a page of a document is as high as it can be. */
	isBare?: boolean
	children: ReactNode
}

/**
 * A projected board, under a strip with its title, the phase, the timer and the join code. The
 * prompt for the audience replaces the title of the phase, and the board's summary the prompt.
 */
export function BoardScene(props: BoardSceneProps) {
	const { workshop, summaries, title, part, facts, position, clock, isOffline, isBare = false, children } = props
	const prompt = isBare ? [] : audiencePrompt(workshop)
	const isReportBack = currentPhase(workshop)?.kind === 'present' && !isBare
	const summary = isReportBack && summaries ? <ProjectedSummary {...{ workshop, summaries }} /> : null
	return (
		<main className={styles['boardScene']} data-bare={isBare || undefined}>
			<header className={styles['boardStrip']}>
				<div className={styles['boardTitle']}>
					<h1>
						{title}
						{part && <span> · {part}</span>}
					</h1>
					<p className={styles['facts']}>
						{facts.map(({ language, text }) => (
							<span key={language} lang={language}>
								{text}
							</span>
						))}
					</p>
				</div>
				<PositionMark position={position} workshop={workshop} />
				<span className={styles['workshop']}>{prompt.length === 0 && lines(titleLines(workshop))}</span>
				<SceneTimer timer={workshop.timer} clock={clock} workshop={workshop} />
				<span className={styles['boardDoor']}>
					<JoinLine workshop={workshop} />
				</span>
			</header>
			{summary ?? (prompt.length > 0 && <p className={styles['ask']}>{lines(prompt)}</p>)}
			{!isBare && <VotedKinds workshop={workshop} />}
			<div className={styles['board']}>{children}</div>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/** The summary of a board in one of the projector's languages, with its mark (MODEL3b). */
function ProjectedSummary({ workshop, summaries }: Pick<BoardSceneProps, 'workshop'> & { summaries: Summaries }) {
	const texts = useProjectorTexts(workshop)
	const written = Object.fromEntries(Object.entries(summaries).map(([locale, { text }]) => [locale, text]))
	const [line] = projectorLines(written, workshop)
	if (!line) return null
	const mark = texts.find(({ locale }) => locale === line.locale) ?? texts[0]
	return (
		<p className={styles['ask']}>
			<span lang={line.locale}>{line.text}</span>
			{summaries[line.locale]?.isSuggested && <small lang={mark?.locale}>{mark?.t('scenes.suggested')}</small>}
		</p>
	)
}

type Summaries = NonNullable<Board['summaries']>

/** Returns the prompt for the audience; it is empty except in a phase of kind `present`. */
function audiencePrompt(workshop: Workshop): TextLine[] {
	const phase = currentPhase(workshop)
	return phase?.kind === 'present' ? projectorLines(phase.prompt, workshop) : []
}

const lines = (texts: readonly TextLine[]) =>
	texts.map(({ locale, text }) => (
		<span key={locale} lang={locale}>
			{text}
		</span>
	))
