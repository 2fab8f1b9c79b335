import {
	ArrowBindingUtil,
	DefaultColorStyle,
	DefaultColorThemePalette,
	DefaultDashStyle,
	DefaultFillStyle,
	DefaultFontStyle,
	DefaultSizeStyle,
	DrawShapeUtil,
	type Editor,
	type TLAnyShapeUtilConstructor,
} from '@tldraw/tldraw'
import { CardShapeUtil } from '../card/CardShapeUtil.tsx'
import { LIGHT_COLOURS } from '../card/cardStyle.ts'
import { ClusterShapeUtil } from '../cluster/ClusterShapeUtil.tsx'
import { ImageShapeUtil } from '../image/ImageShapeUtil.tsx'
import { LinkShapeUtil } from '../link/LinkShapeUtil.tsx'

/**
 * The shape utils of a board, one for each shape type of its schema. The cast is needed since
 * tldraw's own types are incompatible with `exactOptionalPropertyTypes`.
 */
export const shapeUtils = [
	CardShapeUtil,
	LinkShapeUtil,
	ClusterShapeUtil,
	DrawShapeUtil,
	ImageShapeUtil,
] as TLAnyShapeUtilConstructor[]

/** The binding utils of a board, for the ends of links. */
export const bindingUtils = [ArrowBindingUtil]

/**
 * Makes new strokes and links clean lines in the board's ink colour, in the editor and in exports.
 * These are the default values, which the document leaves out.
 */
export function applyBoardStyle(editor: Editor): void {
	DefaultColorThemePalette.lightMode.background = LIGHT_COLOURS.paper
	DefaultColorThemePalette.lightMode.black.solid = LIGHT_COLOURS.ink
	editor.setStyleForNextShapes(DefaultColorStyle, 'black')
	editor.setStyleForNextShapes(DefaultFillStyle, 'none')
	editor.setStyleForNextShapes(DefaultDashStyle, 'solid')
	editor.setStyleForNextShapes(DefaultSizeStyle, 'm')
	editor.setStyleForNextShapes(DefaultFontStyle, 'sans')
}
