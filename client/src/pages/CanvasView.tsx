import { useEditor, useValue } from '@tldraw/tldraw'
import { type ComponentProps, useEffect, useRef } from 'react'
import { boardUi } from '../board/boardUi.ts'
import { BoardCanvas } from '../board/editor/BoardCanvas.tsx'
import { CanvasImport } from '../board/import/CanvasImport.tsx'
import { CanvasViewSwitch } from '../board/toolbars/CanvasViewSwitch.tsx'
import { CoveragePanel } from '../board/toolbars/CoveragePanel.tsx'
import { TopBar } from '../board/toolbars/TopBar.tsx'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useExportMenu } from '../export/ExportDialog.tsx'
import type { CanvasPaletteProps } from '../palette/CanvasPalette.tsx'
import { usePaletteKey } from '../palette/usePaletteKey.ts'
import { GatheredView, GatherHereButton } from '../presence/GatherHereButton.tsx'
import { PresenceBar } from '../presence/PresenceBar.tsx'
import { PresenceLayer } from '../presence/PresenceLayer.tsx'
import { RevealedView } from '../presence/RevealedView.tsx'
import { isInGesture } from '../sync/bindCanvas.ts'
import { MoveNotice } from '../workshop/BoardStateNotice.tsx'
import { useDelayedMove } from '../workshop/useDelayedMove.ts'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import { BoardSharing, type BoardViewProps } from './BoardViewParts.tsx'

/** A board on the canvas. */
export function CanvasView(props: BoardViewProps) {
	const {
		document,
		isPrivate,
		credentials,
		workshop,
		people,
		personStatus,
		onStatus,
		board,
		statusBar,
		ownBoardTitle,
		onMove,
		reveal,
		onRevealSeen,
		position,
		onView,
		onHistory,
	} = props
	return (
		<BoardCanvas board={board} document={document} credentials={credentials} workshop={workshop} mode="work">
			<BoardBar
				exporting={{ credentials, workshop, board, records: isPrivate ? null : document.records }}
				workshop={workshop}
				statusBar={statusBar('bar')}
				presence={
					<>
						<PresenceBar people={people} status={personStatus} onStatus={onStatus} />
						<GatherHereButton workshop={workshop} />
					</>
				}
				onHistory={onHistory}
				sharing={<BoardSharing credentials={credentials} workshop={workshop} board={board} />}
				viewSwitch={<CanvasViewSwitch position={position} onList={() => onView('list')} />}
			/>
			<PresenceLayer />
			<CanvasImport workshop={workshop} />
			<CoveragePanel />
			{onMove && <MoveWhenIdle ownBoardTitle={ownBoardTitle} onMove={onMove} />}
			{reveal && <RevealedView reveal={reveal} onSeen={onRevealSeen} />}
			<Palette {...{ workshop, credentials, people, board, onHistory }} onList={() => onView('list')} />
			<GatheredView gathering={workshop.gathering} board={board} />
		</BoardCanvas>
	)
}

/**
 * Moves a person to their new own board, after a new session or a move to another group:
 * immediately, or after a pause if they are writing or in a gesture.
 */
function MoveWhenIdle({ ownBoardTitle, onMove }: { ownBoardTitle: string; onMove: () => void }) {
	const editor = useEditor()
	const isBusy = useValue('is busy', () => editor.getEditingShapeId() !== null || isInGesture(editor), [editor])
	const isDelayed = useDelayedMove(isBusy, onMove)
	return isDelayed && <MoveNotice ownBoardTitle={ownBoardTitle} onGo={onMove} />
}

const loadPalette = async () => (await fetchChunkOnce(() => import('../palette/CanvasPalette.tsx'))).CanvasPalette
/**
 * The delay after which the palette is prefetched, so that it is ready for text typed directly
 * after its key.
 */
const PREFETCH_MS = 2000

/** The command palette, in a chunk of its own. */
function Palette(props: Omit<CanvasPaletteProps, 'onClose'>) {
	const { open, dialog } = useLazyDialog<CanvasPaletteProps>({ load: loadPalette, texts: 'board' }, props)
	usePaletteKey(open)
	useEffect(() => {
		// Without a connection, the palette is fetched when its key is pressed.
		const timer = setTimeout(() => loadPalette().then(ignore, ignore), PREFETCH_MS)
		return () => clearTimeout(timer)
	}, [])
	return dialog
}

function ignore(): void {}

interface BoardBarProps extends Omit<ComponentProps<typeof TopBar>, 'exportItems'> {
	exporting: Parameters<typeof useExportMenu>[0]
}

/** The top bar, whose export menu can export only the selection. */
function BoardBar({ exporting, ...props }: BoardBarProps) {
	const editor = useEditor()
	const { items, dialog, exportSelection } = useExportMenu(exporting, () => [
		...editor.getShapeAndDescendantIds(editor.getSelectedShapeIds()),
	])
	const isRequested = useValue('is export requested', () => boardUi(editor).isExportRequested.get(), [editor])
	const open = useRef(exportSelection)
	open.current = exportSelection
	useEffect(() => {
		if (!isRequested) return
		boardUi(editor).isExportRequested.set(false)
		open.current()
	}, [editor, isRequested])
	return (
		<>
			<TopBar {...props} exportItems={items} />
			{dialog}
		</>
	)
}
