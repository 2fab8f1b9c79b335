import { findBoard } from '@charrette/shared'
import { lazy, Suspense } from 'react'
import { BoardDocument } from '../board/editor/BoardDocument.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Lobby } from '../projector/Lobby.tsx'
import { Stage } from '../projector/Stage.tsx'
import { useWakeLock } from '../projector/useWakeLock.ts'
import type { Credentials } from '../session/credentials.ts'
import { useWorkshop } from '../session/useWorkshop.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { Loading } from '../workshop/Loading.tsx'
import { fetchChunk } from './fetchChunk.ts'
import { TroublePage } from './TroublePage.tsx'

/** The canvas is fetched while the lobby is shown, so that the first board comes at once. */
const canvas = fetchChunk(() =>
	import('../board/editor/BoardCanvas.tsx').then((module) => ({ default: module.BoardCanvas })),
)
const BoardCanvas = lazy(() => canvas)

/** The wall: the lobby, or the board that the facilitator chose. It needs no clicks, and finds its way back by itself. */
export function ProjectorPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const { workshop, people, status } = useWorkshop(credentials, null)
	useDocumentTitle(workshop?.title ?? null)
	useWakeLock()

	if (status === 'refused') return <TroublePage trouble="notProjector" />
	if (!workshop) return <Loading what={t('opening.workshop')} />
	const shown = workshop.spotlight ? (findBoard(workshop, workshop.spotlight)?.board ?? null) : null
	const isOffline = status !== 'live'
	if (!shown) return <Lobby workshop={workshop} people={people} isOffline={isOffline} />
	return (
		<Stage workshop={workshop} title={shown.title} isOffline={isOffline}>
			<BoardDocument key={shown.id} board={shown.id} credentials={credentials} workshop={workshop}>
				{(document) => (
					<Suspense fallback={null}>
						<BoardCanvas
							board={shown.id}
							document={document}
							credentials={credentials}
							workshop={workshop}
							mode="project"
						/>
					</Suspense>
				)}
			</BoardDocument>
		</Stage>
	)
}
