import { type ComponentProps, useEffect, useEffectEvent } from 'react'
import { MoveNotice } from '../boardParts/BoardStateNotice.tsx'
import { boardUi } from '../canvas/boardUi.ts'
import { BoardCanvas } from '../canvas/editor/BoardCanvas.tsx'
import { useEditor } from '../canvas/engine/editor.ts'
import { useValue } from '../canvas/engine/signals.ts'
import { CanvasImport } from '../canvas/import/CanvasImport.tsx'
import { CanvasViewSwitch } from '../canvas/toolbars/CanvasViewSwitch.tsx'
import { CoveragePanel } from '../canvas/toolbars/CoveragePanel.tsx'
import { TopBar } from '../canvas/toolbars/TopBar.tsx'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useExportMenu } from '../export/useExportMenu.tsx'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useDelayedMove } from '../navigation/useDelayedMove.ts'
import type { CanvasPaletteProps } from '../palette/CanvasPalette.tsx'
import { type PaletteProps, usePalette } from '../palette/usePalette.ts'
import { GatheredView, GatherHereButton } from '../presence/GatherHereButton.tsx'
import { PresenceBar } from '../presence/PresenceBar.tsx'
import { PresenceLayer } from '../presence/PresenceLayer.tsx'
import { RevealedView } from '../presence/RevealedView.tsx'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import { isInGesture } from '../sync/bindCanvas.ts'
import { BoardSharing, type BoardViewProps } from './BoardViewParts.tsx'

export function CanvasView(props: BoardViewProps) {
	const { document, isPrivate, onMove, reveal, onRevealSeen, position, onView, onHistory, onVisit } = props
	const { credentials, workshop, board } = useBoardPlace()
	return (
		<BoardCanvas board={board} document={document} credentials={credentials} workshop={workshop} mode="work">
			<BoardBar
				exporting={{ credentials, workshop, board, records: isPrivate ? null : document.records }}
				statusBar={<SessionStatusBar variant="bar" />}
				presence={
					<>
						<PresenceBar />
						<GatherHereButton />
					</>
				}
				onHistory={onHistory}
				onVisit={onVisit}
				sharing={<BoardSharing />}
				viewSwitch={<CanvasViewSwitch position={position} onList={() => onView('list')} />}
			/>
			<PresenceLayer />
			<CanvasImport />
			<CoveragePanel />
			{onMove && <MoveWhenIdle onMove={onMove} />}
			{reveal && <RevealedView reveal={reveal} onSeen={onRevealSeen} />}
			<Palette onHistory={onHistory} onList={() => onView('list')} />
			<GatheredView />
		</BoardCanvas>
	)
}

/**
 * Moves a person to their new own board, after a new session or a move to another group:
 * immediately, or after a pause if they are writing or in a gesture.
 */
function MoveWhenIdle({ onMove }: { onMove: () => void }) {
	const editor = useEditor()
	const isBusy = useValue('is busy', () => editor.getEditingShapeId() !== null || isInGesture(editor), [editor])
	const isDelayed = useDelayedMove(isBusy, onMove)
	return isDelayed && <MoveNotice onGo={onMove} />
}

const PALETTE = {
	load: async () => (await fetchChunkOnce(() => import('../palette/CanvasPalette.tsx'))).CanvasPalette,
	texts: 'board',
	isPrefetched: true,
} as const

/** The command palette, in a chunk of its own. */
function Palette(props: Omit<CanvasPaletteProps, keyof PaletteProps>) {
	return usePalette<CanvasPaletteProps>(PALETTE, props)
}

interface BoardBarProps extends Omit<ComponentProps<typeof TopBar>, 'exportItems'> {
	exporting: Parameters<typeof useExportMenu>[0]
}

/** The top bar, whose export menu can export only the selection. */
function BoardBar({ exporting, ...props }: BoardBarProps) {
	const editor = useEditor()
	const { items, dialog, exportSelection } = useExportMenu(exporting, () => [
		...editor.getShapeAndDescendantIds(editor.getSelectedShapeIds()),
	])
	const isRequested = useValue('is export requested', () => boardUi(editor).dialogs.isExportRequested.get(), [editor])
	const open = useEffectEvent(exportSelection)
	useEffect(() => {
		if (!isRequested) return
		boardUi(editor).dialogs.isExportRequested.set(false)
		open()
	}, [editor, isRequested])
	return (
		<>
			<TopBar {...props} exportItems={items} />
			{dialog}
		</>
	)
}
