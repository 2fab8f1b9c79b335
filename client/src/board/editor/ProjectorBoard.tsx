import { type Editor, react, type Signal, useAtom, useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useBoardVotes, VoteContext } from '../../vote/useBoardVotes.ts'
import { type Camera, fitCamera, tourStops } from '../viewport/camera.ts'
import type { Rect } from '../viewport/freeSpace.ts'
import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'

const INSETS = { top: 48, right: 48, bottom: 56, left: 48 }
const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 }
/** Card text of 15 px must have 8 px on a projector of 1080 lines to be read from the back row. */
const MIN_ZOOM = 0.55
const MAX_ZOOM = 1.6
/** A board too large for `MIN_ZOOM` is still shown whole, at the first stop of its tour. */
const MIN_OVERVIEW_ZOOM = 0.05
const MAX_FOLLOW_ZOOM = 4
/** The camera waits until the board has not grown for this long. */
const SETTLE_MS = 700
const MOVE_MS = 900
const STOP_MS = 12_000
/** Short, so that the projector stays close behind the facilitator. */
const FOLLOW_MS = 250

type ProjectorBoardProps = Omit<BoardCanvasProps, 'mode' | 'children'> & {
	/** Whether the page is connected to the workshop's room. */
	isLive: boolean
}

/** A board on the projector: without tools, with the results of the newest vote on its cards. */
export function ProjectorBoard({ isLive, ...props }: ProjectorBoardProps) {
	const { board, credentials, workshop } = props
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	return (
		<VoteContext value={votes}>
			<BoardCanvas {...props} mode="project">
				<ProjectorCamera followsFacilitator={workshop.followsFacilitator === true} />
			</BoardCanvas>
		</VoteContext>
	)
}

function ProjectorCamera({ followsFacilitator }: { followsFacilitator: boolean }) {
	const editor = useEditor()
	const follows = useAtom('follows facilitator', followsFacilitator)
	useEffect(() => {
		follows.set(followsFacilitator)
	}, [follows, followsFacilitator])
	useEffect(() => moveProjectorCamera(editor, follows), [editor, follows])
	return null
}

/**
 * Keeps the whole board in view as it grows. A board too large to be read at once is shown whole
 * and then part by part. While `follows` is true it shows the viewport of a facilitator who has the
 * board open. Returns a function that stops it.
 */
function moveProjectorCamera(editor: Editor, follows: Signal<boolean>): () => void {
	let settle: ReturnType<typeof setTimeout> | undefined
	let next: ReturnType<typeof setTimeout> | undefined
	let isFirst = true
	const viewToFollow = () => (follows.get() ? facilitatorView(editor) : null)
	const moveTo = (camera: Camera, duration: number) => {
		editor.setCamera(camera, { animation: { duration: isFirst ? 0 : duration } })
		isFirst = false
	}

	const show = () => {
		clearTimeout(next)
		const view = viewToFollow()
		if (!view) return visit(0)
		const { w, h } = editor.getViewportScreenBounds()
		const limits = { insets: NO_INSETS, minZoom: MIN_OVERVIEW_ZOOM, maxZoom: MAX_FOLLOW_ZOOM }
		moveTo(fitCamera(view, { w, h }, limits), FOLLOW_MS)
	}
	const visit = (stop: number) => {
		const content = editor.getCurrentPageBounds()
		if (!content) return
		const { w, h } = editor.getViewportScreenBounds()
		const limits = { insets: INSETS, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM }
		const stops = tourStops(content, { w, h }, limits)
		const rect = stops[stop % stops.length]
		if (!rect) return
		moveTo(fitCamera(rect, { w, h }, { ...limits, minZoom: MIN_OVERVIEW_ZOOM }), MOVE_MS)
		if (stops.length > 1) next = setTimeout(() => visit((stop + 1) % stops.length), STOP_MS)
	}

	let shownKey = ''
	const stop = react('projector camera', () => {
		const view = viewToFollow()
		const content = view ? null : editor.getCurrentPageBounds()
		const { w, h } = editor.getViewportScreenBounds()
		const key = JSON.stringify([view, content?.toJson(), w, h])
		if (key === shownKey) return
		shownKey = key
		clearTimeout(settle)
		settle = setTimeout(show, isFirst || view ? 0 : SETTLE_MS)
	})
	return () => {
		stop()
		clearTimeout(settle)
		clearTimeout(next)
	}
}

/**
 * The viewport of the facilitator who was active last, in page units; null if none has the board
 * open.
 */
function facilitatorView(editor: Editor): Rect | null {
	const facilitators = editor
		.getCollaborators()
		.filter(({ meta, screenBounds }) => meta['role'] === 'facilitator' && screenBounds)
	const [latest] = facilitators.sort((a, b) => (b.lastActivityTimestamp ?? 0) - (a.lastActivityTimestamp ?? 0))
	const bounds = latest?.screenBounds
	return bounds ? { x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h } : null
}
