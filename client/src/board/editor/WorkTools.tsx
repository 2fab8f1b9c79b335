import { useBoardSurroundings } from '../BoardContext.ts'
import { BoardToolbar } from '../bars/BoardToolbar.tsx'
import { FindBar } from '../bars/FindBar.tsx'
import { MinimapPanel } from '../bars/MinimapPanel.tsx'
import { ZoomControls } from '../bars/ZoomControls.tsx'
import { HelpDialog } from '../help/HelpDialog.tsx'
import { ImageUploads } from '../image/ImageUploads.tsx'
import { LinkDots } from '../link/LinkDots.tsx'
import { EmptyHint } from '../notices/EmptyHint.tsx'
import { CardPanel } from '../panels/CardPanel.tsx'
import { ImagePanel } from '../panels/ImagePanel.tsx'
import { VotePanel } from '../panels/VotePanel.tsx'
import { BoardNotices } from './BoardNotices.tsx'
import { WritingAids } from './WritingAids.tsx'

/** What those at the board work with, over the canvas. */
export function WorkTools() {
	const { canEdit } = useBoardSurroundings()
	return (
		<>
			<EmptyHint />
			<ImageUploads />
			{canEdit && <LinkDots />}
			{canEdit && <CardPanel />}
			{canEdit && <WritingAids />}
			<VotePanel />
			<FindBar />
			<MinimapPanel />
			<HelpDialog />
			{canEdit && <ImagePanel />}
			<ZoomControls />
			<BoardToolbar />
			<BoardNotices />
		</>
	)
}
