import { useBoardSurroundings } from './BoardContext.ts'
import { BoardNotices } from './BoardNotices.tsx'
import { BoardToolbar } from './BoardToolbar.tsx'
import { CardPanel } from './CardPanel.tsx'
import { EmptyHint } from './EmptyHint.tsx'
import { ImagePanel } from './ImagePanel.tsx'
import { ImageUploads } from './ImageUploads.tsx'
import { LinkDots } from './LinkDots.tsx'
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
			{canEdit && <ImagePanel />}
			<ZoomControls />
			<BoardToolbar />
			<BoardNotices />
		</>
	)
}
