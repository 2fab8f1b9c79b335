import type { Rect } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { useBoardVotes, VoteContext } from '../../vote/useBoardVotes.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { fitCamera, moveCamera } from '../viewport/camera.ts'
import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'

const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 }
const MAX_FOLLOW_ZOOM = 4
/** Short, so that the projector stays close behind the facilitator. */
const FOLLOW_MS = 250

type ProjectorBoardProps = Omit<BoardCanvasProps, 'mode' | 'children'> & {
	/** Whether the page is connected to the workshop's room. */
	isLive: boolean
}

/**
 * The board in the viewport of a facilitator who has it open: without tools, with the results of
 * the newest vote on its cards.
 */
export function ProjectorBoard({ isLive, ...props }: ProjectorBoardProps) {
	const { board, credentials, workshop } = props
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	return (
		<VoteContext value={votes}>
			<BoardCanvas {...props} mode="project">
				<FollowCamera />
			</BoardCanvas>
		</VoteContext>
	)
}

function FollowCamera() {
	const editor = useEditor()
	// A JSON string, since each step of any cursor creates new objects.
	const followed = useValue('followed view', () => facilitatorView(editor), [editor])
	const isFirst = useRef(true)
	useEffect(() => {
		if (!followed) return
		const { w, h } = editor.getViewportScreenBounds()
		const view = JSON.parse(followed) as Rect
		const camera = fitCamera(view, { w, h }, { insets: NO_INSETS, minZoom: 0.05, maxZoom: MAX_FOLLOW_ZOOM })
		moveCamera(editor, camera, isFirst.current ? 0 : FOLLOW_MS)
		isFirst.current = false
	}, [editor, followed])
	return null
}

/**
 * Returns the viewport of the facilitator with the latest activity, in page units, as JSON; null if
 * no facilitator has the board open.
 */
function facilitatorView(editor: Editor): string | null {
	const facilitators = editor
		.getCollaborators()
		.filter(({ meta, screenBounds }) => meta['role'] === 'facilitator' && screenBounds)
	const [latest] = facilitators.sort((a, b) => (b.lastActivityTimestamp ?? 0) - (a.lastActivityTimestamp ?? 0))
	const bounds = latest?.screenBounds
	return bounds ? JSON.stringify({ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }) : null
}
