import type {
	Editor,
	StateNode,
	TLArrowBinding,
	TLClickEventInfo,
	TLRenderingShape,
	TLShape,
	TLShapeId,
} from '@tldraw/tldraw'
import type { DocumentActions } from '../../sync/bindCanvas.ts'

/*
 * The members of tldraw 3.15.6 that a board overwrites. tldraw has no option or hook for any of
 * them. tldrawPatches.test.ts shows for each patch how tldraw behaves without it: when one of those
 * tests fails after an update of tldraw, the patch may no longer be needed.
 *
 * The file imports nothing of the board, so every folder of the board may use it. Patches that are
 * installed for less than the lifetime of an editor return a function that removes them.
 */

/**
 * Makes the editor's undo and redo use the document's own undo history (DOC6), for keys, menus and
 * buttons. tldraw's history restores whole records and would revert other people's changes in them.
 * Its marks are still set, since its tools need them.
 */
export function patchUndo(editor: Editor, actions: DocumentActions): () => void {
	const { markHistoryStoppingPoint, undo, redo } = editor
	editor.markHistoryStoppingPoint = (name) => {
		actions.startUndoStep()
		return markHistoryStoppingPoint.call(editor, name)
	}
	editor.undo = () => {
		actions.undo()
		return editor
	}
	editor.redo = () => {
		actions.redo()
		return editor
	}
	return () => Object.assign(editor, { markHistoryStoppingPoint, undo, redo })
}

/**
 * Makes a cancelled gesture discard its pending changes (DOC3). tldraw's `bail` restores whole
 * records and would revert other people's concurrent changes in them; its `cancel` keeps a pen
 * stroke in progress.
 */
export function patchCancel(editor: Editor, actions: DocumentActions): () => void {
	const { bail, bailToMark, cancel } = editor
	editor.bail = () => {
		actions.cancelGesture(() => bail.call(editor))
		return editor
	}
	editor.bailToMark = (mark) => {
		actions.cancelGesture(() => bailToMark.call(editor, mark))
		return editor
	}
	editor.cancel = () => editor.run(() => actions.cancelTool(() => cancel.call(editor)))
	return () => Object.assign(editor, { bail, bailToMark, cancel })
}

/**
 * Deletes only the shapes that `canDelete` allows; its second argument is all shapes to be deleted
 * together. tldraw's side effects see one record at a time: a handler that keeps a frame cannot
 * keep the shapes inside it.
 */
export function patchDelete(
	editor: Pick<Editor, 'deleteShapes'>,
	canDelete: (id: TLShapeId, together: readonly TLShapeId[]) => boolean,
): () => void {
	const deleteShapes = editor.deleteShapes.bind(editor)
	editor.deleteShapes = (shapes: (TLShapeId | TLShape)[]) => {
		const ids = shapes.map((shape) => (typeof shape === 'string' ? shape : shape.id))
		return deleteShapes(ids.filter((id) => canDelete(id, ids)))
	}
	return () => Object.assign(editor, { deleteShapes })
}

/**
 * Calls `canCreate` before shapes are duplicated, by a key or in a drag. tldraw only checks whether
 * the page is full, and a side effect cannot reject a record that is being created.
 */
export function patchCreate(editor: Pick<Editor, 'canCreateShapes'>, canCreate: () => boolean): () => void {
	const canCreateShapes = editor.canCreateShapes.bind(editor)
	editor.canCreateShapes = (shapes) => canCreate() && canCreateShapes(shapes)
	return () => Object.assign(editor, { canCreateShapes })
}

/**
 * Disables clipping, so that a card that overlaps the edge of its cluster is shown whole. tldraw
 * clips the children of a frame.
 */
export function patchClipping(editor: Editor): void {
	editor.getShapeClipPath = () => undefined
	editor.getShapeMask = () => undefined
}

/**
 * Takes the shapes outside the viewport from `notVisible`. tldraw computes the bounds of every
 * shape again with each step of the camera, which takes 10 ms and more on a board of 4,000 cards.
 */
export function patchCulling(editor: Pick<Editor, 'getNotVisibleShapes'>, notVisible: () => Set<TLShapeId>): void {
	editor.getNotVisibleShapes = notVisible
}

/**
 * Prevents tldraw from collecting the fonts of every shape, when a board opens and as long as the
 * shape lives. The fonts of a board are the page's own, and no shape names one.
 */
export function patchFonts({ fonts }: Editor): void {
	fonts.getShapeFontFaces = () => []
	fonts.trackFontsForShape = () => {}
	fonts.loadRequiredFontsForCurrentPage = () => Promise.resolve()
}

type SelectAdjacent = Editor['selectAdjacentShape']

/**
 * Replaces the shape selection of Tab and Shift+Tab. tldraw's own order has only the shapes outside
 * of frames, or those of one frame, and leaves the selected shape below the toolbars.
 */
export function patchShapeNavigation(
	editor: Pick<Editor, 'selectAdjacentShape'>,
	selectNext: (direction: 'next' | 'prev') => void,
): () => void {
	const selectAdjacentShape: SelectAdjacent = editor.selectAdjacentShape.bind(editor)
	editor.selectAdjacentShape = (direction) => {
		if (direction === 'next' || direction === 'prev') selectNext(direction)
		else selectAdjacentShape(direction)
	}
	return () => Object.assign(editor, { selectAdjacentShape })
}

type ShapeAtPoint = Editor['getShapeAtPoint']

/**
 * Replaces the hit test. `create` gets tldraw's own test, which checks the geometry of every shape
 * of the page with each step of the pointer, and finds links before the cards that are drawn above
 * them.
 */
export function patchHitTest(
	editor: Pick<Editor, 'getShapeAtPoint'>,
	create: (original: ShapeAtPoint) => ShapeAtPoint,
): void {
	editor.getShapeAtPoint = create(editor.getShapeAtPoint.bind(editor))
}

/**
 * Type of the member behind `getRenderingShapes`, for the screen and for exports. tldraw's types
 * leave it out.
 */
type RenderingEditor = Editor & { getUnorderedRenderingShapes(useEditorState: boolean): TLRenderingShape[] }

/**
 * Makes `reorder` decide the drawing order. tldraw draws in the order of creation, frames included.
 */
export function patchRenderOrder(editor: Editor, reorder: (shapes: TLRenderingShape[]) => TLRenderingShape[]): void {
	const rendering = editor as RenderingEditor
	const original = rendering.getUnorderedRenderingShapes.bind(rendering)
	rendering.getUnorderedRenderingShapes = (useEditorState) => reorder(original(useEditorState))
}

const ARROW_EVENTS = ['onAfterCreate', 'onAfterChange', 'onAfterChangeFromShape', 'onAfterChangeToShape'] as const

/**
 * Leaves links in the order and in the frame that the document has for them while changes of the
 * document are merged (DOC5a). tldraw moves an arrow above its shapes whenever these or the arrow
 * change, in a merge too, and once more when the merge is corrected. Nobody would write that, so
 * each page would have an order of its own. After changes by this person it still does so, and
 * that is written.
 */
export function patchLinkOrder(editor: Editor, isMerging: () => boolean): () => void {
	const util = editor.getBindingUtil<TLArrowBinding>('arrow')
	for (const event of ARROW_EVENTS) {
		const original = util[event]?.bind(util) as ((options: unknown) => void) | undefined
		Object.assign(util, { [event]: (options: unknown) => isMerging() || original?.(options) })
	}
	return () => {
		for (const event of ARROW_EVENTS) delete util[event]
	}
}

type IdleState = StateNode & { handleDoubleClickOnCanvas(info: TLClickEventInfo): void }

/**
 * Calls `onDoubleClick` for a double click on the empty canvas. tldraw creates a text shape there,
 * or nothing.
 */
export function patchDoubleClick(editor: Editor, onDoubleClick: () => void): void {
	const idle = editor.getStateDescendant<IdleState>('select.idle')
	if (!idle) return
	idle.handleDoubleClickOnCanvas = ({ target }) => {
		if (target === 'canvas') onDoubleClick()
	}
}

/** A stand-in with the members of an editor that tldraw's leaked listeners read. */
const NO_EDITOR = {
	getContainer: () => document.createElement('div'),
	getSelectedShapeIds: () => [],
	isIn: () => true,
	complete: () => {},
}

interface FocusManager {
	editor: unknown
	disposeSideEffectListener?: (() => void) | undefined
}

/**
 * Works around a leak: tldraw's focus manager never removes its two listeners from `document.body`,
 * because it passes other function objects to remove than it added. They would keep every closed
 * board in memory. May be called before the editor has a focus manager.
 */
export function patchFocusManager(editor: Editor): void {
	editor.disposables.add(() => {
		const { focusManager } = editor as unknown as { focusManager: FocusManager }
		focusManager.disposeSideEffectListener?.()
		focusManager.disposeSideEffectListener = undefined
		focusManager.editor = NO_EDITOR
	})
}

/** The members of an editor that its loop of animation frames uses. */
interface TickingEditor {
	_tickManager: { isPaused: boolean; start(): void; dispose(): void }
	_pendingEventsForNextTick: readonly unknown[]
}

/** The listeners that an editor always has: its own for waiting events, and `patchTicks`’s. */
const USUAL_TICK_LISTENERS = 2
/** The states that do something in every tick, as scroll at the edge of the window. */
const TICKING_STATES = ['select.brushing', 'select.resizing', 'select.translating']

/**
 * Requests no animation frames while nothing happens on the canvas (LOAD6). tldraw requests one
 * after the other as long as a board is open, so that the browser lays out and paints sixty times a
 * second. The frames continue with the next input, and with the next animation.
 */
export function patchTicks(editor: Editor): void {
	const ticking = () => editor as unknown as TickingEditor
	const { dispatch, on, once, addListener } = editor
	let isDisposed = false
	const start = () => {
		if (!isDisposed && ticking()._tickManager.isPaused) ticking()._tickManager.start()
	}
	const isNeeded = () =>
		ticking()._pendingEventsForNextTick.length > 0 ||
		editor.listenerCount('tick') > USUAL_TICK_LISTENERS ||
		editor.listenerCount('frame') > 0 ||
		editor.scribbles.scribbleItems.size > 0 ||
		editor.inputs.isPointing ||
		editor.inputs.pointerVelocity.len2() > 0 ||
		editor.isInAny(...TICKING_STATES)
	on.call(editor, 'tick', () => {
		if (!isNeeded()) ticking()._tickManager.dispose()
	})
	editor.dispatch = (info) => {
		start()
		return dispatch.call(editor, info)
	}
	for (const [name, add] of Object.entries({ on, once, addListener }))
		Object.assign(editor, {
			[name]: (event: string, ...rest: [never]) => {
				if (event === 'tick' || event === 'frame') start()
				return add.call(editor, event as never, ...rest)
			},
		})
	editor.disposables.add(() => {
		isDisposed = true
	})
}
