import { type Editor, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect, useRef } from 'react'
import { useBoardVotes, VoteContext } from '../../vote/useBoardVotes.ts'
import { fitCamera, moveCamera } from '../viewport/camera.ts'
import type { Rect } from '../viewport/freeSpace.ts'
import type { PresentationSlide } from '../viewport/presentationSlides.ts'
import { cameraFor, type PresentationSpace, usePresentation } from '../viewport/usePresentation.ts'
import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'

const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 }
/** The back row can read text of 24 px on a screen of 1080 lines. */
const SPACE: PresentationSpace = {
	insets: { top: 40, right: 40, bottom: 48, left: 40 },
	minTextPx: () => Math.max(18, window.innerHeight * (24.1 / 1080)),
}
const MAX_FOLLOW_ZOOM = 4
const MOVE_MS = 900
/** Short, so that the projector stays close behind the facilitator. */
const FOLLOW_MS = 250

type ProjectorBoardProps = Omit<BoardCanvasProps, 'mode' | 'children'> & {
	/** Whether the page is connected to the workshop's room. */
	isLive: boolean
	/** The index of the slide to show; an index beyond the last slide shows the last. */
	at: number
	/** Called with the titles of all slides when they change. */
	onSlides: (titles: readonly string[]) => void
}

/** A board on the projector: without tools, with the results of the newest vote on its cards. */
export function ProjectorBoard({ isLive, at, onSlides, ...props }: ProjectorBoardProps) {
	const { board, credentials, workshop } = props
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	return (
		<VoteContext value={votes}>
			<BoardCanvas {...props} mode="project">
				<ProjectorCamera followsFacilitator={workshop.followsFacilitator === true} at={at} onSlides={onSlides} />
			</BoardCanvas>
		</VoteContext>
	)
}

interface ProjectorCameraProps extends Pick<ProjectorBoardProps, 'at' | 'onSlides'> {
	followsFacilitator: boolean
}

/**
 * Shows the whole board if its texts are readable then, else its parts one after the other. With
 * `followsFacilitator` it shows the viewport of a facilitator who has the board open.
 */
function ProjectorCamera({ followsFacilitator, at, onSlides }: ProjectorCameraProps) {
	const editor = useEditor()
	const slides = usePresentation(editor, SPACE)
	// A JSON string, since each step of any cursor creates new objects.
	const followed = useValue('followed view', () => (followsFacilitator ? facilitatorView(editor) : null), [
		editor,
		followsFacilitator,
	])
	const titles = slides && JSON.stringify(followed ? [''] : slides.map(({ title }) => title))
	useEffect(() => {
		if (titles) onSlides(JSON.parse(titles) as string[])
	}, [titles, onSlides])

	const isFirst = useRef(true)
	const slide = slides?.[Math.min(at, slides.length - 1)]
	useEffect(() => {
		const move = followed ? followCamera(editor, JSON.parse(followed) as Rect) : slide && slideCamera(editor, slide)
		if (!move) return
		moveCamera(editor, move.camera, isFirst.current ? 0 : move.ms)
		isFirst.current = false
	}, [editor, followed, slide])
	return null
}

const slideCamera = (editor: Editor, slide: PresentationSlide) => ({
	camera: cameraFor(editor, slide, SPACE),
	ms: MOVE_MS,
})

function followCamera(editor: Editor, view: Rect) {
	const { w, h } = editor.getViewportScreenBounds()
	return {
		camera: fitCamera(view, { w, h }, { insets: NO_INSETS, minZoom: 0.05, maxZoom: MAX_FOLLOW_ZOOM }),
		ms: FOLLOW_MS,
	}
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
