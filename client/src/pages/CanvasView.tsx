import { CanvasViewSwitch } from '../board/bars/CanvasViewSwitch.tsx'
import { CoveragePanel } from '../board/bars/CoveragePanel.tsx'
import { TopBar } from '../board/bars/TopBar.tsx'
import { BoardCanvas } from '../board/editor/BoardCanvas.tsx'
import { AccessBanner } from '../board/notices/AccessBanner.tsx'
import { MoveBanner } from '../board/notices/MoveBanner.tsx'
import { ExportMenu } from '../export/ExportMenu.tsx'
import { GatherButton } from '../together/GatherButton.tsx'
import { TogetherBar } from '../together/TogetherBar.tsx'
import { TogetherLayer } from '../together/TogetherLayer.tsx'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'
import type { BoardViewProps } from './boardViews.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const TOOLS_HEIGHT = 112

/** A board to work at, on the canvas. */
export function CanvasView(props: BoardViewProps) {
	const { document, credentials, workshop, people, signals, onSignals, board, home, group, onMove, place, onView } =
		props
	useToastsAbove(TOOLS_HEIGHT)
	return (
		<BoardCanvas board={board} document={document} credentials={credentials} workshop={workshop} mode="work">
			<TopBar
				workshop={workshop}
				together={
					<>
						<GatherButton workshop={workshop} />
						<TogetherBar people={people} signals={signals} onSignals={onSignals} />
					</>
				}
				takeHome={<ExportMenu credentials={credentials} workshop={workshop} board={board} />}
				viewSwitch={<CanvasViewSwitch place={place} onList={() => onView('list')} />}
			/>
			<TogetherLayer />
			<CoveragePanel />
			{onMove ? <MoveBanner group={group} onGo={onMove} /> : <AccessBanner workshop={workshop} />}
			<GatheringNotice workshop={workshop} openBoard={board} homeBoard={home} />
		</BoardCanvas>
	)
}
