import { type BoardChanges, isCard } from '@charrette/shared'
import { type Editor, react, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { type RefObject, useEffect, useMemo } from 'react'
import { ReadOnlyBoard } from '../board/editor/BoardCanvas.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { bindSnapshot } from '../sync/bindCanvas.ts'
import { VoteContext } from '../vote/useBoardVotes.ts'
import type { HistoryViewProps } from './HistoryView.tsx'
import styles from './history.module.css'
import type { EditableCardSelection } from './useCardSelection.ts'
import type { ChangeSpan } from './useSnapshots.ts'

const MOVE_MS = 200

/** Where one looks at a board, and how near. */
export interface CameraPosition {
	x: number
	y: number
	z: number
}

interface SnapshotCanvasProps extends Pick<HistoryViewProps, 'board' | 'credentials' | 'workshop'> {
	/** The document of the moment, as an update. */
	state: Uint8Array
	changes: BoardChanges | undefined
	span: ChangeSpan
	picking: EditableCardSelection | null
	/** Where one looked at the moment before: one goes on there. */
	camera: RefObject<CameraPosition | null>
}

/** A board as it was, to be looked at: no room is open for it, and the one of today stays as it is. */
export function SnapshotCanvas({ state, changes, span, picking, camera, ...what }: SnapshotCanvasProps) {
	const openBoard = useMemo(() => bindSnapshot(state), [state])
	return (
		// Votes of today are no part of it.
		<VoteContext value={null}>
			<ReadOnlyBoard {...what} openBoard={openBoard}>
				<CameraMemory camera={camera} />
				<ChangeMarks changes={changes} span={span} />
				{picking && <CanvasSelection picking={picking} />}
			</ReadOnlyBoard>
		</VoteContext>
	)
}

function CameraMemory({ camera }: Pick<SnapshotCanvasProps, 'camera'>) {
	const editor = useEditor()
	useEffect(() => {
		if (camera.current) editor.setCamera(camera.current, { immediate: true })
		return react('where one looks', () => {
			const { x, y, z } = editor.getCamera()
			camera.current = { x, y, z }
		})
	}, [editor, camera])
	return null
}

/** The cards that are selected on the canvas are those that are picked, and the other way round. */
function CanvasSelection({ picking: { selected, select } }: { picking: EditableCardSelection }) {
	const editor = useEditor()
	useEffect(
		() =>
			react('picked on the canvas', () => {
				select(editor.getSelectedShapes().flatMap((shape) => (isCard(shape) ? shape.id : [])))
			}),
		[editor, select],
	)
	useEffect(() => {
		const there = [...selected].filter((id) => editor.getShape(id as TLShapeId)) as TLShapeId[]
		const now = editor.getSelectedShapes().filter((shape) => isCard(shape))
		if (there.length === now.length && now.every(({ id }) => selected.has(id))) return
		editor.setSelectedShapes(there)
		scrollIntoView(editor, there.at(-1))
	}, [editor, selected])
	return null
}

/** Whoever picks a card in the list is shown where it lies. */
function scrollIntoView(editor: Editor, card: TLShapeId | undefined): void {
	const bounds = card && editor.getShapePageBounds(card)
	if (bounds && !editor.getViewportPageBounds().contains(bounds))
		editor.centerOnPoint(bounds.center, { animation: { duration: MOVE_MS } })
}

type Mark = 'added' | 'changed' | 'gone'

const MARGIN_PX = 4
/** At a smaller zoom the words would cover the cards. */
const MIN_LABEL_ZOOM = 0.5
/** More are not told apart by anybody. */
const MAX_MARKS = 300

/** Rings around the cards that changed: up to this moment, or since. */
function ChangeMarks({ changes, span }: { changes: BoardChanges | undefined; span: ChangeSpan }) {
	const editor = useEditor()
	const { t } = useTranslation('history')
	const marks = useMemo(() => (changes ? changeMarks(changes, span) : []), [changes, span])
	const places = useValue('marks', () => markRects(editor, marks), [editor, marks])
	const hasWords = useValue('words on marks', () => editor.getZoomLevel() >= MIN_LABEL_ZOOM, [editor])
	return places.map(({ id, mark, ...place }) => (
		<div key={id} className={styles['mark']} data-what={mark} style={place}>
			{hasWords && <span className={styles['label']}>{t(`marks.${mark}`)}</span>}
		</div>
	))
}

/** What is marked on the board of the moment: what came up to it, or what has gone since. */
function changeMarks({ added, changed, gone }: BoardChanges, span: ChangeSpan): [string, Mark][] {
	const ids: [string, Mark][] = [
		...changed.map(({ after }): [string, Mark] => [after.id, 'changed']),
		...(span === 'before' ? added : gone).map(({ id }): [string, Mark] => [id, span === 'before' ? 'added' : 'gone']),
	]
	return ids.slice(0, MAX_MARKS)
}

/** In px of the canvas; what is out of sight is left out. */
function markRects(editor: Editor, marks: readonly [string, Mark][]) {
	const view = editor.getViewportPageBounds()
	const zoom = editor.getZoomLevel()
	return marks.flatMap(([id, mark]) => {
		const bounds = editor.getShapePageBounds(id as TLShapeId)
		if (!bounds?.collides(view)) return []
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
