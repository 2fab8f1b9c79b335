import {
	type BoardId,
	currentSession,
	findBoard,
	findOpenRound,
	findRound,
	projectorContent,
	projectorLocales,
	type Session,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { BoardDocumentLoader } from '../canvas/editor/BoardDocumentLoader.tsx'
import { type SceneLanguages, type SceneLine, useSceneLanguages } from '../canvas/scenes/useScenes.ts'
import type { Credentials } from '../connection/credentials.ts'
import { reloadWhenReachable } from '../connection/fetchChunk.ts'
import { useDigests, useWorkshop, type WorkshopState } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useSessionDigests } from '../navigation/useSessionDigests.ts'
import { BoardGridScene } from '../projector/BoardGridScene.tsx'
import { BoardScene, type ShownScene } from '../projector/BoardScene.tsx'
import { boardsToProject } from '../projector/boardsToProject.ts'
import { CollectionScene } from '../projector/CollectionScene.tsx'
import { ComparedBoardsScene } from '../projector/ComparedBoardsScene.tsx'
import { CoverageScene } from '../projector/CoverageScene.tsx'
import { LobbyScene } from '../projector/LobbyScene.tsx'
import { ProjectedBoard } from '../projector/ProjectedBoard.tsx'
import { PromptScene } from '../projector/PromptScene.tsx'
import { boardTitle, useVoteLines } from '../projector/projectorTexts.ts'
import { ResultScene } from '../projector/ResultScene.tsx'
import { MessageFrame, type SceneProps } from '../projector/SceneFrame.tsx'
import { SeatingScene } from '../projector/SeatingScene.tsx'
import { useSlideshow } from '../projector/slideshow.ts'
import { TravelsScene } from '../projector/TravelsScene.tsx'
import { ReadingProvider } from '../reading/ReadingProvider.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { useVoteResult } from '../vote/useBoardVotes.ts'
import { useVoteProgress } from '../vote/useVoteProgress.ts'
import { ErrorPage, PageErrorBoundary, refusalOf } from './ErrorPage.tsx'

const RELOAD_MS = 20_000
const CRASH_RELOAD_MS = 5000

/**
 * The projector: the scene of the phase, or the scene that the facilitator chose. It recovers from
 * errors without a click.
 */
export function ProjectorPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const state = useWorkshop(credentials, null)
	const { workshop, status, code } = state
	useDocumentTitle(workshop?.title ?? null)
	useWakeLock()
	if (status === 'refused')
		return (
			<AutoReload>
				<ErrorPage error={refusalOf(code)} />
			</AutoReload>
		)
	if (!workshop) return <Loading what={t('opening.workshop')} />
	const { shows, board } = projectorContent(workshop)
	return (
		<PageErrorBoundary reloadAfterMs={CRASH_RELOAD_MS} resetKeys={[shows, board]}>
			<ReadingProvider credentials={credentials} workshop={workshop}>
				<MessageFrame message={workshop.message}>
					<ProjectedScene credentials={credentials} workshop={workshop} state={state} />
				</MessageFrame>
			</ReadingProvider>
		</PageErrorBoundary>
	)
}

interface ProjectedSceneProps {
	credentials: Credentials
	workshop: Workshop
	state: WorkshopState
}

/** The current scene. An error in one scene does not affect the next one. */
function ProjectedScene({ credentials, workshop, state }: ProjectedSceneProps) {
	const { people } = state
	const { shows, board, session, compared } = projectorContent(workshop)
	const scene = sceneProps(workshop, state)
	if (shows === 'board')
		return <ProjectedBoards key={board} credentials={credentials} workshop={workshop} state={state} chosen={board} />
	if (shows === 'prompt') return <PromptScene {...scene} people={people} />
	if (compared)
		return (
			<ComparedBoardsScene
				key={compared.join(' ')}
				{...{ ...scene, credentials, boards: compared, digests: state.digests }}
			/>
		)
	if ((shows === 'wall' || shows === 'coverage') && session)
		return <ProjectedSession {...{ credentials, workshop, state, session, shows }} key={session.id} />
	if (shows === 'seating') return <SeatingScene {...scene} />
	if (shows === 'travels') return <TravelsScene {...scene} credentials={credentials} />
	if (shows === 'collection')
		return <CollectionScene key={workshop.projectedCollection} {...scene} credentials={credentials} />
	if (shows === 'result') return <ProjectedVote credentials={credentials} workshop={workshop} state={state} />
	return <LobbyScene workshop={workshop} people={people} isOffline={scene.isOffline} />
}

function sceneProps(workshop: Workshop, { clock, status, hints }: WorkshopState): SceneProps {
	return { workshop, clock, isOffline: status !== 'live', steps: hints.next - hints.previous }
}

/**
 * The chosen board, scene by scene. While the plenary board is empty, the groups' boards are shown
 * in turn. While these are empty too, the phase's prompt is shown.
 */
function ProjectedBoards({ credentials, workshop, state, chosen }: ProjectedSceneProps & { chosen: BoardId | null }) {
	const { t } = useTranslation()
	const digests = useDigests(state.digests)
	const scene = sceneProps(workshop, state)
	const languages = useSceneLanguages(projectorLocales(workshop))
	const boards = boardsToProject(workshop, chosen, digests)
	const [known, setKnown] = useState<(ShownScene & { board: BoardId }) | null>(null)
	const [board, setBoard] = useState<BoardId | null>(null)
	const current = known?.board === board ? known : null
	const document = current?.document
	const { part, slide } = useSlideshow({
		parts: boards.length,
		slides: document ? null : (current?.count ?? null),
		steps: scene.steps,
		isPaused: document !== undefined,
	})
	const shown = boards[part] ?? null
	const shownBoard = shown?.id ?? null
	if (board !== shownBoard) setBoard(shownBoard)
	const onShown = useCallback(
		(found: ShownScene) => setKnown(shownBoard && { ...found, board: shownBoard }),
		[shownBoard],
	)
	if (!shown) return <PromptScene {...scene} people={state.people} />
	return (
		<BoardScene
			{...scene}
			summaries={shown.summaries}
			title={document?.title ?? titleAnywhere(shown.id, workshop)}
			part={current?.titles.filter(Boolean).join(' · ') ?? ''}
			facts={factsIn(current, languages)}
			isBare={document !== undefined}
			position={{ at: current?.at ?? 0, count: current?.count ?? 1 }}
		>
			<BoardDocumentLoader
				key={shown.id}
				board={shown.id}
				credentials={credentials}
				workshop={workshop}
				whenUnavailable={
					<AutoReload>
						<Loading what={t('opening.workshop')} />
					</AutoReload>
				}
			>
				{(document) =>
					languages && (
						<ProjectedBoard
							board={shown.id}
							document={document}
							credentials={credentials}
							workshop={workshop}
							isLive={!scene.isOffline}
							languages={languages}
							at={slide}
							onShown={onShown}
						/>
					)
				}
			</BoardDocumentLoader>
		</BoardScene>
	)
}

/** Returns the line below the title in each language: the city of a document, else the numbers. */
function factsIn(shown: ShownScene | null, languages: SceneLanguages | null): readonly SceneLine[] {
	if (shown?.document) return [{ language: '', text: shown.document.city }]
	return shown?.facts && languages ? languages.factsOf({ ...shown, facts: shown.facts }) : []
}

/** All boards or the open obstacles of the running or another session (HAND3). */
function ProjectedSession(props: ProjectedSceneProps & { session: Session; shows: 'wall' | 'coverage' }) {
	const { credentials, workshop, state, session, shows } = props
	const isRunning = session.id === currentSession(workshop)?.id
	const digests = useSessionDigests(credentials, session, isRunning ? state.digests : null)
	const Scene = shows === 'wall' ? BoardGridScene : CoverageScene
	return <Scene {...sceneProps(workshop, state)} {...{ credentials, session, isRunning, digests }} />
}

/** Interval at which the turnout of an open vote is fetched. */
const TURNOUT_MS = 3000

/** Returns the title of a board, with that of its session if another one is running (HAND3). */
function titleAnywhere(id: BoardId, workshop: Workshop): string {
	const found = findBoard(workshop, id)
	if (!found) return ''
	const { board, session } = found
	const isRunning = session.id === currentSession(workshop)?.id
	return [board, ...(isRunning ? [] : [session])].map(({ title }) => boardTitle(title, workshop)).join(' · ')
}

/**
 * The chosen result, else the session's newest result, the question of an open vote, or, before
 * the first vote, the phase's prompt.
 */
function ProjectedVote({ credentials, workshop, state }: ProjectedSceneProps) {
	const session = currentSession(workshop)
	const open = session && findOpenRound(workshop, session.id)
	const chosen = workshop.projectedRound ? findRound(workshop, workshop.projectedRound) : null
	const closed = chosen ?? (session ? latestClosedRound(workshop, session.id) : null)
	const result = useVoteResult(credentials, open && !chosen ? null : (closed?.id ?? null))
	const lines = useVoteLines(workshop, open)
	const turnout = useVoteProgress(credentials, chosen ? null : (open?.id ?? null), { everyMs: TURNOUT_MS })
	const scene = sceneProps(workshop, state)
	if (result) return <ResultScene {...scene} result={result} round={closed} />
	return <PromptScene {...scene} people={state.people} turnout={turnout} {...(lines ? { lines } : {})} />
}

function latestClosedRound({ rounds = [] }: Workshop, session: string): VoteRound | null {
	const closed = rounds.filter((round) => round.session === session && round.state === 'closed')
	return closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null
}

/**
 * Shows why nothing can be projected, and reloads the page once the server answers, because a
 * projector runs unattended.
 */
function AutoReload({ children }: { children: ReactNode }) {
	useEffect(() => reloadWhenReachable(RELOAD_MS), [])
	return children
}

/**
 * Keeps the screen on while the page is visible. Browsers allow it only on secure pages; elsewhere
 * this has no effect.
 */
function useWakeLock(): void {
	useEffect(() => {
		if (!('wakeLock' in navigator)) return
		let isWanted = true
		let lock: WakeLockSentinel | null = null
		const requestLock = async () => {
			if (document.hidden) return
			const granted = await navigator.wakeLock.request('screen').catch(() => null)
			if (isWanted) lock = granted
			else granted?.release()
		}
		requestLock()
		// The browser releases the lock whenever the page is hidden.
		document.addEventListener('visibilitychange', requestLock)
		return () => {
			isWanted = false
			document.removeEventListener('visibilitychange', requestLock)
			lock?.release()
		}
	}, [])
}
