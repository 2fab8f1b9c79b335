import { CARD_METRICS, type Card, type CardKind, stripUnprintable } from '@charrette/shared'
import { layoutText, type TextLine } from '../../board/render/layoutText.ts'
import type { RenderFonts } from '../../board/render/renderAssets.ts'
import { fittingSize, partLines } from './fitText.ts'
import type { TextMeasurer } from './measureText.ts'
import type { Size } from './paper.ts'
import { type CardFace, planCardFace } from './planCards.ts'

/** A card to cut out, or a part of one whose text is too long for it. */
export interface PrintedCard {
	kind: CardKind
	face: CardFace
	/** The card of the board and the title of its cluster; null for a blank one. */
	from: { card: Card; cluster: string } | null
	/** The size of the text in points, and its lines from the upper edge of their area. */
	size: number
	lines: TextLine[]
	/** Which part it is, and of how many; null for a whole card. */
	part: { number: number; count: number } | null
	/** Whether the text goes on beyond its last part. */
	isCut: boolean
}

/** A text has at most this many parts; the rest is left out, which its last part says. */
const MAX_PARTS = 6

/**
 * A card in cells of this size: its text as large as fits. A text that does not fit at the smallest
 * size continues on further cards.
 */
export function prepareCard(
	from: { card: Card; cluster: string },
	{ cell, fonts, measurer }: { cell: Size; fonts: RenderFonts; measurer: TextMeasurer },
): PrintedCard[] {
	const { kind, image } = from.card
	const text = stripUnprintable(from.card.text).trim()
	const face = planCardFace(cell, { hasImage: image !== undefined })
	const { size, isFitting } = fittingSize(face.sizes, (tried) => measurer.fits(text, tried, face.text))
	const style = { fontSize: size, weight: 400, width: face.text.w, isFormatted: true } as const
	const lines = text === '' ? [] : layoutText(text, style, fonts)
	const card = { kind, face, from, size }
	const lineHeight = size * CARD_METRICS.lineHeight
	const bottom = (lines.at(-1)?.top ?? 0) + lineHeight
	// A long word may have been the only reason.
	if (isFitting || bottom <= face.text.h + 1) return [{ ...card, lines, part: null, isCut: false }]
	// The last line has the mark that the text continues.
	const room = face.text.h - lineHeight
	const { parts, isCut } = partLines(lines, { lineHeight, room, most: MAX_PARTS })
	return parts.map((part, at) => ({
		...card,
		lines: part,
		part: { number: at + 1, count: parts.length },
		isCut: isCut && at === parts.length - 1,
	}))
}

/** A card without a text, to write on by hand. */
export function blankCard(kind: CardKind, cell: Size): PrintedCard {
	const face = planCardFace(cell, { hasImage: false })
	return { kind, face, from: null, size: face.sizes.small, lines: [], part: null, isCut: false }
}
