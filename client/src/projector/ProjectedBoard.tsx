import { type BoardContent, type BoardId, projectsThreads, type Workshop } from '@charrette/shared'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react'
import { findScene } from '../canvas/scenes/layOutScenes.ts'
import { SceneView } from '../canvas/scenes/SceneView.tsx'
import { type SceneLanguages, useScenes, useTranslatedScenes } from '../canvas/scenes/useScenes.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type LiveBoard, useContent, useLiveBoard } from '../sync/observeBoard.ts'
import { useBoardVotes } from '../vote/useBoardVotes.ts'
import { resultDots } from '../vote/voteState.ts'
import type { ShownScene } from './BoardScene.tsx'
import { useFocusedCard, useFollowedFacilitator, usePresentedPage } from './facilitatorPresence.ts'
import { ProjectedPage } from './ProjectedPage.tsx'
import { useProjectorTexts } from './projectorTexts.ts'
import styles from './SceneFrame.module.css'
import { TextLines } from './SceneFrame.tsx'

/** The canvas is needed only to follow a facilitator. */
const ProjectorBoard = lazy(() =>
	fetchChunk(() =>
		import('../canvas/editor/ProjectorBoard.tsx').then((module) => ({ default: module.ProjectorBoard })),
	),
)

const ProjectedThread = lazy(() =>
	fetchChunk(() => import('../threads/FocusedThread.tsx').then((module) => ({ default: module.ProjectedThread }))),
)

interface ProjectedBoardProps {
	board: BoardId
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	/** Whether the page is connected to the workshop's room. */
	isLive: boolean
	languages: SceneLanguages
	/** The index of the scene to show; an index beyond the last scene shows the last. */
	at: number
	/** Called when another scene is shown, or when there are more or fewer of them. */
	onShown: (shown: ShownScene) => void
}

/**
 * A board on the projector, scene by scene. With `followsFacilitator` it shows the scene that a
 * facilitator presents, or else the viewport of a facilitator who has the board open. The thread of
 * the card that a facilitator has selected is beside it, if that is switched on (TALK5). A page of
 * a document that is presented replaces all of it (CASE7).
 */
export function ProjectedBoard(props: ProjectedBoardProps) {
	const { board, document, credentials, workshop, isLive, onShown } = props
	const followed = useFollowedFacilitator(document.awareness, workshop.followsFacilitator === true)
	const live = useLiveBoard(document.records)
	const focus = useFocusedCard(document.awareness, projectsThreads(workshop, board))
	const page = usePresentedPage(document.awareness)
	const isCanvas = followed !== null && followed.scene === null
	useEffect(() => {
		if (isCanvas) onShown({ at: 0, count: 1, titles: [], translatedTitles: [], facts: null })
	}, [isCanvas, onShown])
	const shown = isCanvas ? (
		<Suspense fallback={null}>
			<ProjectorBoard {...{ board, document, credentials, workshop, isLive }} />
		</Suspense>
	) : (
		live && <ProjectedScenes {...props} live={live} presented={followed?.scene ?? focus} />
	)
	const beside = (
		<BesideThread>
			{shown}
			{focus !== null && (
				<Suspense fallback={null}>
					<ProjectedThread {...{ board, workshop }} records={document.records} card={focus} />
				</Suspense>
			)}
		</BesideThread>
	)
	if (!page || !live) return beside
	return (
		<ProjectedPage live={live} page={page} onShown={onShown}>
			{beside}
		</ProjectedPage>
	)
}

/** A scene, or the board, and the thread beside it. */
function BesideThread({ children: [shown, thread] }: { children: [ReactNode, ReactNode] }) {
	return (
		<div className={styles['beside']}>
			<div>{shown}</div>
			{thread}
		</div>
	)
}

interface ProjectedScenesProps extends ProjectedBoardProps {
	live: LiveBoard
	/** A card of the scene that a facilitator presents, or in focus; null without one. */
	presented: string | null
}

/** The smallest card text as a part of the screen's height: 32 px of 1,080 lines. */
const MIN_TEXT_PART = 32 / 1080
const MIN_TEXT_PX = 18

function ProjectedScenes(props: ProjectedScenesProps) {
	const { languages, at, presented, onShown } = props
	const minTextPx = useMinTextPx()
	const content = useContentWithDots(props)
	const texts = useTranslatedScenes(languages.texts, { board: props.board, content })
	const { ref, scenes, unit } = useScenes({ content, texts, minTextPx })
	const count = scenes?.length ?? 0
	const shown = presented === null ? Math.max(0, Math.min(at, count - 1)) : findScene(scenes ?? [], presented)
	const scene = scenes?.[shown]
	const { titles = [], translatedTitles = [], facts = null } = scene ?? {}
	const shownJson = JSON.stringify({ at: shown, count, titles, translatedTitles, facts })
	useEffect(() => {
		if (count > 0) onShown(JSON.parse(shownJson) as ShownScene)
	}, [count, shownJson, onShown])
	return (
		<div className={styles['area']} data-theme="dark">
			<div ref={ref}>
				{scene ? (
					<SceneView scene={scene} unit={unit} unanswered={languages.unanswered} />
				) : (
					scenes && <EmptyBoard workshop={props.workshop} />
				)}
			</div>
		</div>
	)
}

function EmptyBoard({ workshop }: Pick<ProjectedBoardProps, 'workshop'>) {
	const texts = useProjectorTexts(workshop)
	return (
		<p className={styles['empty']}>
			<TextLines lines={texts.map(({ locale, t }) => ({ locale, text: t('boards.noCards') }))} />
		</p>
	)
}

/** Returns the size of the smallest card text on this projector, in px. */
export function useMinTextPx(): number {
	return useSyncExternalStore(onWindowResize, readMinTextPx)
}

const readMinTextPx = () => Math.max(MIN_TEXT_PX, window.innerHeight * MIN_TEXT_PART)

function onWindowResize(onChange: () => void): () => void {
	window.addEventListener('resize', onChange)
	return () => window.removeEventListener('resize', onChange)
}

const NO_NAMES = new Map<string, string>()

/** Returns the content of the board, with the dots of its newest result unless a vote is open. */
function useContentWithDots({ live, board, credentials, workshop, isLive }: ProjectedScenesProps): BoardContent {
	const content = useContent(live, NO_NAMES)
	const { state } = useBoardVotes({ credentials, workshop, board, isLive })
	const votes = useSyncExternalStore(state.subscribe, state.get)
	return useMemo(() => {
		const dots = votes.round ? new Map<string, number>() : resultDots(votes)
		const cards = content.cards.map((card) => {
			const count = dots.get(card.id)
			return count ? { ...card, votes: count } : card
		})
		return { ...content, cards }
	}, [content, votes])
}
