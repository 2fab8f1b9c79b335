import { type CardKind, findColumns, type Rect } from '@charrette/shared'
import { type Editor, react, registerDefaultSideEffects, useEditor, type VecLike } from '@tldraw/tldraw'
import { useEffect, useLayoutEffect } from 'react'
import { useCovers } from '../../ui/useCover.ts'
import { useVoteState } from '../../vote/useBoardVotes.ts'
import { resultDots } from '../../vote/voteState.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { addCard, copyJoins, takeAuthorshipOfCopies } from '../card/addCards.ts'
import { markWordsStyle } from '../card/shapeAppearance.ts'
import { widenLongCard } from '../card/widenLongCard.ts'
import { bindClipboard, bindExternalContent } from '../import/externalContent.ts'
import { deleteOrphanLinks } from '../link/LinkShapeUtil.tsx'
import { watchIdleCards } from '../link/linkGeometry.ts'
import { isPhone, zoomToBoard } from '../viewport/camera.ts'
import { followCovers } from '../viewport/followCovers.ts'
import { indexShapes } from '../viewport/shapeIndex.ts'
import { markVisibleArea } from '../viewport/visibleArea.ts'
import { bindBoardKeys, deferKeysInGesture } from './boardKeys.ts'
import { applyBoardStyle } from './boardShapes.ts'
import { enforceLockedLayer, enforcePhase } from './enforcePhase.ts'
import { keepCenterOnRotation, keepEditingInView, keepSelectionClear } from './keepInView.ts'
import { visitAllShapes } from './shapeNavigation.ts'
import { patchCancel, patchClipping, patchDoubleClick, patchLinkOrder, patchUndo } from './tldrawPatches.ts'

/**
 * The minimum zoom when a board opens, so that cards are readable. A larger board is shown from its
 * upper left corner.
 */
const MIN_ENTRY_ZOOM = { wide: 0.45, phone: 0.8 }

/** Connects the mounted editor to its board and moves the camera to its content. */
export function EditorSetup() {
	const editor = useEditor()
	const { board, canvasBinding, credentials, mode, canEdit, activities, phaseKind, author, names } = useBoardContext()

	useLayoutEffect(() => {
		boardUi(editor).people.author.current = author
		boardUi(editor).people.names.current = names
	}, [editor, author, names])

	const covers = useCovers()
	useLayoutEffect(() => (covers ? followCovers(editor, covers) : undefined), [editor, covers])

	const votes = useVoteState()
	const isVoting = Boolean(votes?.round)
	const result = votes?.result ?? null
	useLayoutEffect(() => {
		boardUi(editor).cards.voteResults.set({ dots: resultDots({ board, result }), isVoting })
	}, [editor, board, result, isVoting])

	useLayoutEffect(() => {
		boardUi(editor).permissions.set(activities)
	}, [editor, activities])

	useLayoutEffect(() => {
		// A kind that was just chosen in the toolbar is kept for the next click.
		if (phaseKind && !editor.isIn('card')) boardUi(editor).cards.nextKind.set(phaseKind)
	}, [editor, phaseKind])

	useLayoutEffect(() => {
		const undoSetUp = setUpEditor(editor)
		const detach = canvasBinding.attach(editor, {
			reaction: boardUi(editor).people.reaction,
			scene: boardUi(editor).presentation.scene,
			page: boardUi(editor).presentation.page,
		})
		const { actions } = canvasBinding
		const undoPatches = [
			patchLinkOrder(editor, canvasBinding.isMerging),
			...(actions ? [patchUndo(editor, actions), patchCancel(editor, actions)] : []),
		]
		return () => {
			for (const undo of undoPatches) undo()
			detach()
			undoSetUp()
		}
	}, [editor, canvasBinding])

	useLayoutEffect(() => {
		return credentials.role === 'facilitator' ? undefined : enforceLockedLayer(editor)
	}, [editor, credentials.role])

	useLayoutEffect(() => {
		editor.updateInstanceState({ isReadonly: !canEdit })
		if (!canEdit && !editor.isInAny('select', 'hand')) editor.setCurrentTool('select')
	}, [editor, canEdit])

	useEffect(() => {
		const discarded = canvasBinding.takeDiscarded()
		// The save badge reports rejected changes. The notice only appears if it can offer a text
		// again.
		if (!discarded || (discarded.reason === 'rejected' && !discarded.draft)) return
		boardUi(editor).notices.shown.set({ type: 'lost', reason: discarded.reason, text: discarded.draft })
	}, [editor, canvasBinding])

	useEffect(() => {
		// The projector moves its own camera.
		if (mode === 'project') return
		zoomToBoard(editor, {
			isAnimated: false,
			minZoom: isPhone(editor) ? MIN_ENTRY_ZOOM.phone : MIN_ENTRY_ZOOM.wide,
		})
	}, [editor, mode])
	return null
}

/** Installs the behaviour of a board on tldraw's editor. Returns a function that removes it. */
function setUpEditor(editor: Editor): () => void {
	const undos = [
		registerDefaultSideEffects(editor),
		dateNewCards(editor),
		deleteOrphanLinks(editor),
		takeAuthorshipOfCopies(editor),
		copyJoins(editor),
		deferKeysInGesture(editor),
		enforcePhase(editor),
		bindBoardKeys(editor),
		bindClipboard(editor),
		markPicking(editor),
		watchIdleCards(editor),
		markVisibleArea(editor, boardUi(editor).viewport.visibleArea),
		markWordsStyle(editor),
		keepCenterOnRotation(editor),
		widenLongCard(editor),
		keepEditingInView(editor),
		keepSelectionClear(editor),
		visitAllShapes(editor),
	]
	// tldraw only notices a touch screen at the first touch.
	editor.updateInstanceState({ isCoarsePointer: matchMedia('(pointer: coarse)').matches })
	indexShapes(editor)
	editor.getContainer().querySelector('.tl-canvas')?.setAttribute('role', 'main')
	patchClipping(editor)
	bindExternalContent(editor)
	applyBoardStyle(editor)
	patchDoubleClick(editor, () => {
		if (editor.getIsReadonly()) return
		const point = editor.inputs.currentPagePoint
		addCard(editor, { point, kind: columnKindAt(editor, point) ?? boardUi(editor).cards.nextKind.get() })
	})
	return () => {
		for (const undo of undos) undo()
	}
}

/** Sets the creation date of new cards, including copies of older ones (DETAIL1). */
function dateNewCards(editor: Editor): () => void {
	return editor.sideEffects.registerBeforeCreateHandler('shape', (shape, source) =>
		source === 'user' && shape.type === 'card' ? { ...shape, meta: { ...shape.meta, createdAt: Date.now() } } : shape,
	)
}

/**
 * Returns the kind that the column at this point is named after (TEMPLATE3); null outside of
 * columns.
 */
function columnKindAt(editor: Editor, { x, y }: VecLike): CardKind | null {
	const columns = findColumns(editor.getCurrentPageShapes())
	const isAt = (column: Rect) => x >= column.x && x <= column.x + column.w && y >= column.y && y <= column.y + column.h
	return [...columns].find(([, column]) => isAt(column))?.[0] ?? null
}

/**
 * Mirrors the state of the editor for CSS: sets `data-picking` on the container while clicks select
 * shapes and may edit them, `data-following-links` while they follow links, and
 * `data-has-selection` while a shape is selected.
 */
function markPicking(editor: Editor): () => void {
	return react('picking', () => {
		const isPicking = editor.isIn('select') && !editor.getIsReadonly()
		editor.getContainer().toggleAttribute('data-picking', isPicking)
		editor.getContainer().toggleAttribute('data-following-links', editor.isInAny('select', 'hand'))
		editor.getContainer().toggleAttribute('data-has-selection', editor.getSelectedShapeIds().length > 0)
	})
}
