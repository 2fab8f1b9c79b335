import { currentSession, findBoard, openRound, projectedNow, type VoteRound, type Workshop } from '@charrette/shared'
import { lazy, Suspense } from 'react'
import { BoardDocument } from '../board/editor/BoardDocument.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { CoverageScene } from '../projector/CoverageScene.tsx'
import { Lobby } from '../projector/Lobby.tsx'
import { PromptScene } from '../projector/PromptScene.tsx'
import { ReloadSoon } from '../projector/ReloadSoon.tsx'
import { ResultScene } from '../projector/ResultScene.tsx'
import { Stage } from '../projector/Stage.tsx'
import { useVoteLines } from '../projector/useVoteLines.ts'
import { useWakeLock } from '../projector/useWakeLock.ts'
import { WallScene } from '../projector/WallScene.tsx'
import type { Credentials } from '../session/credentials.ts'
import { useWorkshop, type WorkshopState } from '../session/useWorkshop.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { useResult } from '../vote/useResult.ts'
import { Loading } from '../workshop/Loading.tsx'
import { fetchChunk } from './fetchChunk.ts'
import { TroublePage } from './TroublePage.tsx'

/** The canvas is fetched while the lobby is shown, so that the first board comes at once. */
const canvas = fetchChunk(() =>
	import('../board/editor/BoardOnWall.tsx').then((module) => ({ default: module.BoardOnWall })),
)
const BoardOnWall = lazy(() => canvas)

/** The wall: what the phase shows, or what the facilitator chose. It needs no clicks, and finds its way back by itself. */
export function ProjectorPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const state = useWorkshop(credentials, null)
	const { workshop, status } = state
	useDocumentTitle(workshop?.title ?? null)
	useWakeLock()
	if (status === 'refused')
		return (
			<ReloadSoon>
				<TroublePage trouble="notProjector" />
			</ReloadSoon>
		)
	if (!workshop) return <Loading what={t('opening.workshop')} />
	return <Shown credentials={credentials} workshop={workshop} state={state} />
}

interface ShownProps {
	credentials: Credentials
	workshop: Workshop
	state: WorkshopState
}

/** The scene that is due. Each leaves the one before it behind, and so does a crash of it. */
function Shown({ credentials, workshop, state }: ShownProps) {
	const { people, clock, digests, status } = state
	const { shows, board } = projectedNow(workshop)
	const scene = { workshop, clock, isOffline: status !== 'live' }
	if (shows === 'board') return <ShownBoard id={board} credentials={credentials} people={people} {...scene} />
	if (shows === 'prompt') return <PromptScene {...scene} people={people} />
	if (shows === 'wall') return <WallScene {...scene} digests={digests} />
	if (shows === 'coverage') return <CoverageScene {...scene} digests={digests} />
	if (shows === 'result') return <ShownVote credentials={credentials} workshop={workshop} state={state} />
	return <Lobby workshop={workshop} people={people} isOffline={scene.isOffline} />
}

interface ShownBoardProps {
	id: string | null
	credentials: Credentials
	workshop: Workshop
	people: WorkshopState['people']
	clock: WorkshopState['clock']
	isOffline: boolean
}

function ShownBoard({ id, credentials, workshop, people, clock, isOffline }: ShownBoardProps) {
	const { t } = useTranslation()
	const board = id === null ? null : (findBoard(workshop, id)?.board ?? null)
	if (!board) return <Lobby workshop={workshop} people={people} isOffline={isOffline} />
	return (
		<Stage workshop={workshop} title={board.title} clock={clock} isOffline={isOffline}>
			<BoardDocument
				key={board.id}
				board={board.id}
				credentials={credentials}
				workshop={workshop}
				whenRefused={
					<ReloadSoon>
						<Loading what={t('opening.workshop')} />
					</ReloadSoon>
				}
			>
				{(document) => (
					<Suspense fallback={null}>
						<BoardOnWall
							board={board.id}
							document={document}
							credentials={credentials}
							workshop={workshop}
							isLive={!isOffline}
						/>
					</Suspense>
				)}
			</BoardDocument>
		</Stage>
	)
}

/** The newest result of the session; while a vote is open what is voted on, and the prompt where there was no vote yet. */
function ShownVote({ credentials, workshop, state }: ShownProps) {
	const { people, clock, status } = state
	const session = currentSession(workshop)
	const open = session && openRound(workshop, session.id)
	const closed = session ? lastClosed(workshop, session.id) : null
	const result = useResult(credentials, open ? null : (closed?.id ?? null))
	const lines = useVoteLines(workshop, open)
	const scene = { workshop, clock, isOffline: status !== 'live' }
	if (result) return <ResultScene {...scene} result={result} />
	return <PromptScene {...scene} people={people} {...(lines ? { lines } : {})} />
}

function lastClosed({ rounds = [] }: Workshop, session: string): VoteRound | null {
	const closed = rounds.filter((round) => round.session === session && round.state === 'closed')
	return closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null
}
