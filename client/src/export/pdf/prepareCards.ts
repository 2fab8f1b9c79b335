import { CARD_METRICS, type Card, type CardKind, stripUnprintable } from '@charrette/shared'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import { layoutText, type TextLine } from '../render/layoutText.ts'
import { fittingSize, splitLines } from './fitText.ts'
import type { TextMeasurer } from './measureText.ts'
import type { Size } from './paper.ts'
import { type CardLayout, planCardLayout } from './planCards.ts'

/** A card to cut out, or a part of a card whose text is too long for it. */
export interface PrintedCard {
	kind: CardKind
	layout: CardLayout
	/** The card of the board and the title of its cluster; null for a blank card. */
	from: { card: Card; cluster: string } | null
	/** The font size in points, and the lines of the text from the upper edge of their area. */
	size: number
	lines: TextLine[]
	/** The number of this part and the number of parts; null for a whole card. */
	part: { number: number; count: number } | null
	/** Whether this is the last part of a text that was cut. */
	isCut: boolean
}

/** The maximum number of parts of a text. The rest is left out, and the last part says so. */
const MAX_PARTS = 6

/**
 * Prepares a card for cells of this size, with its text as large as fits. A text that does not fit
 * at the smallest size continues on further cards.
 */
export function prepareCard(
	from: { card: Card; cluster: string },
	{ cell, fonts, measurer }: { cell: Size; fonts: RenderFonts; measurer: TextMeasurer },
): PrintedCard[] {
	const { kind, image } = from.card
	const text = stripUnprintable(from.card.text).trim()
	const layout = planCardLayout(cell, { hasImage: image !== undefined })
	const { size, isFitting } = fittingSize(layout.sizes, (tried) => measurer.fits(text, tried, layout.text))
	const style = { fontSize: size, weight: 400, width: layout.text.w, isFormatted: true } as const
	const lines = text === '' ? [] : layoutText(text, style, fonts)
	const card = { kind, layout, from, size }
	const lineHeight = size * CARD_METRICS.lineHeight
	const bottom = (lines.at(-1)?.top ?? 0) + lineHeight
	// The text may not fit only because a long word has to be broken.
	if (isFitting || bottom <= layout.text.h + 1) return [{ ...card, lines, part: null, isCut: false }]
	// The last line is reserved for the mark that the text continues.
	const room = layout.text.h - lineHeight
	const { parts, isCut } = splitLines(lines, { lineHeight, room, most: MAX_PARTS })
	return parts.map((part, at) => ({
		...card,
		lines: part,
		part: { number: at + 1, count: parts.length },
		isCut: isCut && at === parts.length - 1,
	}))
}

/** Prepares a card without a text, to write on by hand. */
export function blankCard(kind: CardKind, cell: Size): PrintedCard {
	const layout = planCardLayout(cell, { hasImage: false })
	return { kind, layout, from: null, size: layout.sizes.small, lines: [], part: null, isCut: false }
}
