// First, since the styles of the board override tldraw's.
import '@tldraw/editor/editor.css'
import {
	type TLEventInfo,
	type TLInstancePresence,
	type Editor as TldrawEditor,
	useEditor as useTldrawEditor,
} from '@tldraw/tldraw'

/*
 * The port to tldraw: all that the board uses of its editor, by subject. The linter keeps tldraw
 * out of all other files, except those that define shapes and tools, set the editor up, patch it,
 * bind it to the document or render it for an export.
 */

/** Where the board is seen from: the camera, the part of the board on the screen, and following. */
interface Viewport
	extends Pick<
		TldrawEditor,
		| 'getCamera'
		| 'setCamera'
		| 'stopCameraAnimation'
		| 'getZoomLevel'
		| 'getViewportPageBounds'
		| 'getViewportScreenBounds'
		| 'pageToScreen'
		| 'pageToViewport'
		| 'startFollowingUser'
		| 'stopFollowingUser'
		| 'getCollaborators'
	> {}

/** The selected, edited and hovered shapes of this person. */
interface Selection
	extends Pick<
		TldrawEditor,
		| 'getSelectedShapeIds'
		| 'getSelectedShapes'
		| 'getOnlySelectedShape'
		| 'getOnlySelectedShapeId'
		| 'getSelectionPageBounds'
		| 'select'
		| 'selectAll'
		| 'selectNone'
		| 'setSelectedShapes'
		| 'selectAdjacentShape'
		| 'getEditingShape'
		| 'getEditingShapeId'
		| 'setEditingShape'
		| 'getHoveredShape'
		| 'getHoveredShapeId'
	> {}

/** The shapes of the board, their places and their links. */
interface Shapes
	extends Pick<
		TldrawEditor,
		| 'getCurrentPageId'
		| 'getCurrentPageBounds'
		| 'getCurrentPageShapes'
		| 'getCurrentPageShapesSorted'
		| 'getCurrentPageShapeIds'
		| 'getShape'
		| 'getShapeUtil'
		| 'getShapeParent'
		| 'getShapeAncestors'
		| 'findShapeAncestor'
		| 'getShapeAndDescendantIds'
		| 'getSortedChildIdsForParent'
		| 'getShapeGeometry'
		| 'getShapePageBounds'
		| 'getShapePageTransform'
		| 'getPointInShapeSpace'
		| 'isShapeOrAncestorLocked'
		| 'getBindingsFromShape'
		| 'getBindingsToShape'
		| 'createShape'
		| 'createShapes'
		| 'canCreateShapes'
		| 'duplicateShapes'
		| 'updateShape'
		| 'updateShapes'
		| 'reparentShapes'
		| 'nudgeShapes'
		| 'bringToFront'
		| 'sendToBack'
		| 'alignShapes'
		| 'distributeShapes'
		| 'deleteShapes'
		| 'createBinding'
		| 'getContentFromCurrentPage'
		| 'putContentOntoCurrentPage'
		| 'registerExternalContentHandler'
	> {}

/** Which shapes are drawn, and which one is at a point. */
interface HitTest
	extends Pick<
		TldrawEditor,
		'getShapeAtPoint' | 'getShapesAtPoint' | 'isPointInShape' | 'getNotVisibleShapes' | 'getCulledShapes'
	> {}

/** The steps of undo. `document` has the history that undo and redo walk (`patchUndo`). */
interface History extends Pick<TldrawEditor, 'markHistoryStoppingPoint' | 'bailToMark' | 'undo' | 'redo' | 'run'> {}

/** The current tool, and the gesture of the pointer. */
interface Gestures
	extends Pick<
		TldrawEditor,
		'isIn' | 'isInAny' | 'getCurrentToolId' | 'setCurrentTool' | 'inputs' | 'complete' | 'dispatch' | 'on' | 'off'
	> {}

/** The element of the canvas, its focus, its menus and what this person has set. */
interface Surroundings
	extends Pick<
		TldrawEditor,
		| 'getContainer'
		| 'focus'
		| 'getIsFocused'
		| 'menus'
		| 'user'
		| 'getIsReadonly'
		| 'getInstanceState'
		| 'updateInstanceState'
		| 'textMeasure'
	> {}

/** The records behind the canvas, what reacts to their changes, and the end of the editor. */
interface Lifetime extends Pick<TldrawEditor, 'timers' | 'disposables' | 'isDisposed'> {
	readonly store: Pick<
		TldrawEditor['store'],
		'allRecords' | 'get' | 'listen' | 'update' | 'remove' | 'mergeRemoteChanges'
	>
	readonly sideEffects: Pick<
		TldrawEditor['sideEffects'],
		| 'registerBeforeCreateHandler'
		| 'registerBeforeChangeHandler'
		| 'registerBeforeDeleteHandler'
		| 'registerAfterDeleteHandler'
		| 'registerOperationCompleteHandler'
	>
}

/** The editor of a canvas. */
export interface Editor extends Viewport, Selection, Shapes, HitTest, History, Gestures, Surroundings, Lifetime {}

/** An event of the pointer, the wheel or the keyboard. */
export type EditorEvent = TLEventInfo

/** Another person on the board: their name, pointer, selection and camera. */
export type Collaborator = TLInstancePresence

/** Returns the editor of the canvas around this component. */
export const useEditor: () => Editor = useTldrawEditor

/** Returns tldraw's editor, which every `Editor` is, for functions that need the whole of it. */
export const wholeEditor = (editor: Editor) => editor as TldrawEditor

/** Switches to a tool. Switching to the current one starts it anew, which ends an edit. */
export function enterTool(editor: Editor, id: string): void {
	const current = wholeEditor(editor).root.getCurrent()
	if (current?.id === id) {
		current.exit({}, id)
		current.enter({}, id)
	}
	editor.setCurrentTool(id)
}
