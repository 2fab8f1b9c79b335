import { type BoardChanges, isCard } from '@charrette/shared'
import { type Editor, react, type TLShapeId, useEditor } from '@tldraw/tldraw'
import { type RefObject, useEffect, useMemo } from 'react'
import { BoardToLookAt } from '../board/editor/BoardCanvas.tsx'
import { openMoment } from '../sync/openMoment.ts'
import { VoteContext } from '../vote/VoteContext.ts'
import type { Span } from './changesReader.ts'
import type { HistoryViewProps } from './HistoryViewProps.ts'
import { MomentMarks } from './MomentMarks.tsx'
import type { Picked } from './usePicking.ts'

const MOVE_MS = 200

/** Where one looks at a board, and how near. */
export interface CameraPlace {
	x: number
	y: number
	z: number
}

interface MomentCanvasProps extends Pick<HistoryViewProps, 'board' | 'credentials' | 'workshop'> {
	/** The document of the moment, as an update. */
	state: Uint8Array
	changes: BoardChanges | undefined
	span: Span
	picking: Picked | null
	/** Where one looked at the moment before: one goes on there. */
	camera: RefObject<CameraPlace | null>
}

/** A board as it was, to be looked at: no room is open for it, and the one of today stays as it is. */
export function MomentCanvas({ state, changes, span, picking, camera, ...what }: MomentCanvasProps) {
	const openBoard = useMemo(() => openMoment(state), [state])
	return (
		// Votes of today are no part of it.
		<VoteContext value={null}>
			<BoardToLookAt {...what} openBoard={openBoard}>
				<CameraKeeper camera={camera} />
				<MomentMarks changes={changes} span={span} />
				{picking && <PickOnCanvas picking={picking} />}
			</BoardToLookAt>
		</VoteContext>
	)
}

function CameraKeeper({ camera }: Pick<MomentCanvasProps, 'camera'>) {
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
function PickOnCanvas({ picking: { picked, pick } }: { picking: Picked }) {
	const editor = useEditor()
	useEffect(
		() =>
			react('picked on the canvas', () => {
				pick(editor.getSelectedShapes().flatMap((shape) => (isCard(shape) ? shape.id : [])))
			}),
		[editor, pick],
	)
	useEffect(() => {
		const there = [...picked].filter((id) => editor.getShape(id as TLShapeId)) as TLShapeId[]
		const now = editor.getSelectedShapes().filter((shape) => isCard(shape))
		if (there.length === now.length && now.every(({ id }) => picked.has(id))) return
		editor.setSelectedShapes(there)
		bringIntoSight(editor, there.at(-1))
	}, [editor, picked])
	return null
}

/** Whoever picks a card in the list is shown where it lies. */
function bringIntoSight(editor: Editor, card: TLShapeId | undefined): void {
	const bounds = card && editor.getShapePageBounds(card)
	if (bounds && !editor.getViewportPageBounds().contains(bounds))
		editor.centerOnPoint(bounds.center, { animation: { duration: MOVE_MS } })
}
