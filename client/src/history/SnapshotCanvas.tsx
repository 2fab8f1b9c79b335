import { type BoardChanges, type BoardId, isCard, type Workshop } from '@charrette/shared'
import { type RefObject, useEffect, useMemo } from 'react'
import { ReadOnlyBoard } from '../canvas/editor/BoardCanvas.tsx'
import { type Editor, useEditor } from '../canvas/engine/editor.ts'
import type { ShapeId } from '../canvas/engine/shapes.ts'
import { react, useValue } from '../canvas/engine/signals.ts'
import { type Camera, centerOn, clearPageBounds, moveCamera } from '../canvas/viewport/camera.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { bindSnapshot } from '../sync/bindCanvas.ts'
import { VoteContext } from '../vote/useBoardVotes.ts'
import styles from './history.module.css'
import type { CardSelection } from './useCardSelection.ts'
import type { ComparedWith } from './useSnapshots.ts'

const ANIMATION_MS = 200

interface SnapshotCanvasProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The document of the snapshot, as a Yjs update. */
	state: Uint8Array
	changes: BoardChanges | undefined
	comparedWith: ComparedWith
	/** Null for people who cannot restore cards. */
	cardSelection: CardSelection | null
	/**
	 * The camera of the previously shown snapshot, with which this one starts; updated as the camera
	 * moves.
	 */
	camera: RefObject<Camera | null>
}

/**
 * A snapshot on a read-only canvas, with its changes marked. It does not open a room and does not
 * change the current board.
 */
export function SnapshotCanvas({
	state,
	changes,
	comparedWith,
	cardSelection,
	camera,
	...context
}: SnapshotCanvasProps) {
	const binding = useMemo(() => bindSnapshot(state), [state])
	return (
		// A snapshot shows no dots: votes belong to the current board.
		<VoteContext value={null}>
			<ReadOnlyBoard {...context} canvasBinding={binding}>
				<CameraMemory camera={camera} />
				<ChangeMarks changes={changes} comparedWith={comparedWith} />
				{cardSelection && <CanvasSelection cardSelection={cardSelection} />}
			</ReadOnlyBoard>
		</VoteContext>
	)
}

function CameraMemory({ camera }: Pick<SnapshotCanvasProps, 'camera'>) {
	const editor = useEditor()
	useEffect(() => {
		if (camera.current) moveCamera(editor, camera.current)
		return react('camera position', () => {
			const { x, y, z } = editor.getCamera()
			camera.current = { x, y, z }
		})
	}, [editor, camera])
	return null
}

/** Keeps the canvas's selection and the card selection in sync, in both directions. */
function CanvasSelection({ cardSelection: { selected, select } }: { cardSelection: CardSelection }) {
	const editor = useEditor()
	useEffect(
		() =>
			react('selected cards', () => {
				select(editor.getSelectedShapes().flatMap((shape) => (isCard(shape) ? shape.id : [])))
			}),
		[editor, select],
	)
	useEffect(() => {
		const wanted = [...selected].filter((id) => editor.getShape(id as ShapeId)) as ShapeId[]
		const current = editor.getSelectedShapes().filter((shape) => isCard(shape))
		if (wanted.length === current.length && current.every(({ id }) => selected.has(id))) return
		editor.setSelectedShapes(wanted)
		scrollIntoView(editor, wanted.at(-1))
	}, [editor, selected])
	return null
}

/**
 * Moves the camera to a card that was selected in the list, if the card is outside the viewport.
 */
function scrollIntoView(editor: Editor, card: ShapeId | undefined): void {
	const bounds = card && editor.getShapePageBounds(card)
	if (bounds && !clearPageBounds(editor).contains(bounds)) centerOn(editor, bounds.center, { ms: ANIMATION_MS })
}

type ChangeMark = 'added' | 'changed' | 'gone'

const MARGIN_PX = 4
/** The smallest zoom at which labels are shown; below it they would cover the cards. */
const MIN_LABEL_ZOOM = 0.5
const MAX_MARKS = 300

/** Outlines around the changed cards, with labels. */
function ChangeMarks({ changes, comparedWith }: { changes: BoardChanges | undefined; comparedWith: ComparedWith }) {
	const editor = useEditor()
	const { t } = useTranslation('history')
	const marks = useMemo(() => (changes ? changeMarks(changes, comparedWith) : []), [changes, comparedWith])
	const rects = useValue('marks', () => markRects(editor, marks), [editor, marks])
	const hasLabels = useValue('mark labels', () => editor.getZoomLevel() >= MIN_LABEL_ZOOM, [editor])
	return rects.map(({ id, mark, ...rect }) => (
		<div key={id} className={styles['mark']} data-what={mark} style={rect}>
			{hasLabels && <span className={styles['label']}>{t(`marks.${mark}`)}</span>}
		</div>
	))
}

/**
 * Returns the marks of cards that are on the snapshot: cards changed between the two sides, added
 * before the snapshot, or deleted after it.
 */
function changeMarks(
	{ added, changed, gone }: BoardChanges,
	comparedWith: ComparedWith,
): [id: string, mark: ChangeMark][] {
	const marks: [string, ChangeMark][] = [
		...changed.map(({ after }): [string, ChangeMark] => [after.id, 'changed']),
		...(comparedWith === 'before' ? added : gone).map(({ id }): [string, ChangeMark] => [
			id,
			comparedWith === 'before' ? 'added' : 'gone',
		]),
	]
	return marks.slice(0, MAX_MARKS)
}

/** Returns the rectangles of the marks within the viewport, in px of the canvas. */
function markRects(editor: Editor, marks: readonly [string, ChangeMark][]) {
	const viewport = editor.getViewportPageBounds()
	const zoom = editor.getZoomLevel()
	return marks.flatMap(([id, mark]) => {
		const bounds = editor.getShapePageBounds(id as ShapeId)
		if (!bounds?.collides(viewport)) return []
		const { x, y } = editor.pageToViewport(bounds.point)
		return {
			id,
			mark,
			left: x - MARGIN_PX,
			top: y - MARGIN_PX,
			width: bounds.w * zoom + 2 * MARGIN_PX,
			height: bounds.h * zoom + 2 * MARGIN_PX,
		}
	})
}
