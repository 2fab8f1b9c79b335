import { useBoardSurroundings } from './BoardContext.ts'
import { BoardNotices } from './BoardNotices.tsx'
import { BoardToolbar } from './BoardToolbar.tsx'
import { CardPanel } from './CardPanel.tsx'
import { EmptyHint } from './EmptyHint.tsx'
import { FindBar } from './find/FindBar.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { ImagePanel } from './ImagePanel.tsx'
import { ImageUploads } from './ImageUploads.tsx'
import { LinkDots } from './LinkDots.tsx'
import { MinimapPanel } from './MinimapPanel.tsx'
import { WritingAids } from './WritingAids.tsx'
import { ZoomControls } from './ZoomControls.tsx'

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
