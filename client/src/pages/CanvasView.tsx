import { CanvasViewSwitch } from '../board/bars/CanvasViewSwitch.tsx'
import { CoveragePanel } from '../board/bars/CoveragePanel.tsx'
import { TopBar } from '../board/bars/TopBar.tsx'
import { BringInHere } from '../board/bringIn/BringInHere.tsx'
import { BoardCanvas } from '../board/editor/BoardCanvas.tsx'
import { AccessBanner } from '../board/notices/AccessBanner.tsx'
import { Banner } from '../board/notices/Banner.tsx'
import { MoveBanner } from '../board/notices/MoveBanner.tsx'
import { ExportMenu } from '../export/ExportMenu.tsx'
import { GatheredView } from '../stage/GatheredView.tsx'
import { GatherButton } from '../together/GatherButton.tsx'
import { TogetherBar } from '../together/TogetherBar.tsx'
import { TogetherLayer } from '../together/TogetherLayer.tsx'
import { BoardSharing } from './BoardSharing.tsx'
import type { BoardViewProps } from './BoardViewProps.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const TOOLS_HEIGHT = 112

/** A board to work at, on the canvas. */
export function CanvasView(props: BoardViewProps) {
	const {
		document,
		isAlone,
		credentials,
		workshop,
		people,
		signals,
		onSignals,
		board,
		now,
		group,
		onMove,
		note,
		place,
		onView,
		onHistory,
	} = props
	useToastsAbove(TOOLS_HEIGHT)
	return (
		<BoardCanvas board={board} document={document} credentials={credentials} workshop={workshop} mode="work">
			<TopBar
				workshop={workshop}
				now={now('bar')}
				together={
					<>
						<TogetherBar people={people} signals={signals} onSignals={onSignals} />
						<GatherButton workshop={workshop} />
					</>
				}
				takeHome={<ExportMenu {...{ credentials, workshop, board }} records={isAlone ? null : document.records} />}
				onHistory={onHistory}
				sharing={<BoardSharing credentials={credentials} workshop={workshop} board={board} />}
				viewSwitch={<CanvasViewSwitch place={place} onList={() => onView('list')} />}
			/>
			<TogetherLayer />
			<BringInHere workshop={workshop} />
			<CoveragePanel />
			{onMove && <MoveBanner group={group} onGo={onMove} />}
			{!onMove && note && (
				<Banner icon="lock" isQuiet>
					{note}
				</Banner>
			)}
			{!onMove && !note && <AccessBanner workshop={workshop} />}
			<GatheredView gathering={workshop.gathering} board={board} />
		</BoardCanvas>
	)
}
