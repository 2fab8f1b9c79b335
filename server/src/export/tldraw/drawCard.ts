import type { CardKind, CardShape } from '@charrette/shared'
import { CARD_HEIGHT, CARD_WIDTH, roomyHeight } from '@charrette/shared'
import type { TLGeoShape, TLRichText } from '@tldraw/tlschema'
import type { Labels } from '../labels.ts'
import { charretteMeta } from './charretteMeta.ts'

/** The colour of tldraw's that comes nearest to a kind's own; no two kinds have one. */
const COLOURS: Record<CardKind, TLGeoShape['props']['color']> = {
	obstacle: 'orange',
	solution: 'green',
	case: 'light-blue',
	resource: 'light-violet',
	question: 'yellow',
	action: 'blue',
	note: 'grey',
}
/** Makes 13 units of the smallest of tldraw's text sizes: as small as cards set their text. */
export const TEXT_SCALE = 0.72
const MAX_SCALE = 3
/** A first or last line that is no longer takes the room that a card has beside its text. */
const SHORT_LINE = 20

/**
 * A card as a rectangle of its size that says what it is, its text, and where it comes from. It is as high as that may
 * need, since tldraw measures nothing before somebody edits it.
 */
export function drawCard(card: CardShape, labels: Labels, author: string | undefined): TLGeoShape {
	const { w, h, kind, text, city, category } = card.props
	const head = joined(labels.kinds[kind], category ? labels.categories[category] : '')
	const foot = joined(city, author)
	const scale = Math.min(MAX_SCALE, Math.max(1, Math.min(w / CARD_WIDTH, h / CARD_HEIGHT)))
	const rows = [text, ...[head, foot].filter((line) => line.length > SHORT_LINE)].join('\n')
	const height = scale * roomyHeight({ w: w / scale, h: h / scale, text: rows })
	const kept = { kind, city, ...(category ? { category } : {}), ...(author ? { author } : {}), head, foot }
	return {
		...card,
		type: 'geo',
		meta: charretteMeta(card, kept),
		props: {
			geo: 'rectangle',
			w,
			h,
			growY: Math.max(0, Math.ceil(height - h)),
			scale: TEXT_SCALE * scale,
			dash: 'solid',
			color: COLOURS[kind],
			fill: 'solid',
			size: 's',
			font: 'sans',
			align: 'start',
			verticalAlign: 'start',
			labelColor: 'black',
			richText: richText(head, text, foot),
			url: '',
		},
	}
}

/** A text between two paragraphs that are none of its: the first in bold, the last in italics and only where there is one. */
function richText(head: string, text: string, foot: string): TLRichText {
	const lines = text.split(/\r\n|\r|\n/).map((line) => paragraph(line))
	return {
		type: 'doc',
		content: [paragraph(head, 'bold'), ...lines, ...(foot ? [paragraph(foot, 'italic')] : [])],
	}
}

function paragraph(text: string, mark?: 'bold' | 'italic') {
	if (text === '') return { type: 'paragraph' }
	return { type: 'paragraph', content: [{ type: 'text', text, ...(mark ? { marks: [{ type: mark }] } : {}) }] }
}

function joined(...parts: (string | undefined)[]): string {
	return parts.filter(Boolean).join(' · ')
}
