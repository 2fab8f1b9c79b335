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

/** How each shape of a board looks and behaves: exactly the shapes of the board's schema. The store and the editor take the same list. (tldraw's own types don't meet under exact optional properties, hence the cast.) */
export const shapeUtils = [
	CardShapeUtil,
	LinkShapeUtil,
	ClusterShapeUtil,
	DrawShapeUtil,
	ImageShapeUtil,
] as TLAnyShapeUtilConstructor[]

/** How bindings behave: a link's ends. */
export const bindingUtils = [ArrowBindingUtil]

/** Gives an editor the look of a board, on the screen as in a picture. */
export function applyBoardStyle(editor: Editor): void {
	setBoardStyles(editor)
	showOverhang(editor)
}

/** Strokes and links are clean lines in the board's ink: the values that the document does not even store. */
function setBoardStyles(editor: Editor): void {
	DefaultColorThemePalette.lightMode.background = LIGHT_COLOURS.paper
	DefaultColorThemePalette.lightMode.black.solid = LIGHT_COLOURS.ink
	editor.setStyleForNextShapes(DefaultColorStyle, 'black')
	editor.setStyleForNextShapes(DefaultFillStyle, 'none')
	editor.setStyleForNextShapes(DefaultDashStyle, 'solid')
	editor.setStyleForNextShapes(DefaultSizeStyle, 'm')
	editor.setStyleForNextShapes(DefaultFontStyle, 'sans')
}

/** A cluster does not cut off a card that reaches over its edge: nobody could read the rest. */
function showOverhang(editor: Editor): void {
	editor.getShapeClipPath = () => undefined
	editor.getShapeMask = () => undefined
}
