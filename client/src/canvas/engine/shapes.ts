import {
	createShapeId,
	getArrowBindings,
	getArrowInfo,
	kickoutOccludedShapes,
	removeFrame,
	type TLArrowBinding,
	type TLArrowShape,
	type TLContent,
	type TLFrameShape,
	type TLParentId,
	type TLShape,
	type TLShapeId,
	type TLShapePartial,
} from '@tldraw/tldraw'
import { type Editor, wholeEditor } from './editor.ts'

/** A rectangle with the operations on it, in board units or in screen px. */
export { Box } from '@tldraw/tldraw'

/** The id of a shape, the same in the document and on the canvas. */
export type ShapeId = TLShapeId

/** The id of a cluster or of the page, which a shape is placed in. */
export type ParentId = TLParentId

/** Any shape of the canvas. */
export type Shape = TLShape

/** The changes of one shape: its id and type, and the fields that change. */
export type ShapePartial<Kind extends Shape = Shape> = TLShapePartial<Kind>

/** A cluster, which the document stores as a frame. */
export type ClusterShape = TLFrameShape

/** A link, which the document stores as an arrow. */
export type LinkShape = TLArrowShape

/** The binding of one end of a link to a card. */
export type LinkBinding = TLArrowBinding

/** Copied shapes with their bindings. */
export type CopiedContent = TLContent

export const newShapeId = (): ShapeId => createShapeId()

/** Returns the drawn line of a link, from the edge of one card to that of the other. */
export const lineOf = (editor: Editor, link: LinkShape) => getArrowInfo(wholeEditor(editor), link)

/** Returns the bindings of the ends of a link. */
export const bindingsOf = (editor: Editor, link: LinkShape) => getArrowBindings(wholeEditor(editor), link)

/** Removes clusters, but not the shapes in them, which are selected afterwards. */
export const removeClusters = (editor: Editor, ids: ShapeId[]) => removeFrame(wholeEditor(editor), ids)

/** Takes those of the shapes that are no longer over their cluster out of it. */
export const leaveClusters = (editor: Editor, ids: ShapeId[]) => kickoutOccludedShapes(wholeEditor(editor), ids)
