// First, since the styles of the board override tldraw's.
import '@tldraw/editor/editor.css'

/*
 * The parts of a shape's component: the elements that place it on the canvas, and its events.
 */
export { HTMLContainer, SVGContainer, type SvgExportContext, stopEventPropagation, useIsEditing } from '@tldraw/tldraw'
