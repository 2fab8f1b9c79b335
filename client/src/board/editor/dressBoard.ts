import {
	DefaultColorStyle,
	DefaultColorThemePalette,
	DefaultDashStyle,
	DefaultFillStyle,
	DefaultFontStyle,
	DefaultSizeStyle,
	type Editor,
} from '@tldraw/tldraw'
import { PAPER_COLOURS } from '../card/cardColours.ts'

/** Gives an editor the look of a board, on the screen as in a picture. */
export function dressBoard(editor: Editor): void {
	setBoardStyles(editor)
	showOverhang(editor)
}

/** Strokes and links are clean lines in the board's ink: the values that the document does not even store. */
function setBoardStyles(editor: Editor): void {
	DefaultColorThemePalette.lightMode.background = PAPER_COLOURS.paper
	DefaultColorThemePalette.lightMode.black.solid = PAPER_COLOURS.ink
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
