import { CARD_METRICS, cardLabel, KIND_COLOURS, type Locale } from '@charrette/shared'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import { cardNamesIn } from '../../i18n/cardNames.ts'
import { textsIn } from '../../i18n/texts.ts'
import { KIND_PATHS } from '../../ui/kindPaths.ts'
import type { Thumbnail } from '../render/CardSvg.tsx'
import { layoutText } from '../render/layoutText.ts'
import { createSvgElement, drawLine, drawLines, drawStrokes } from './drawing.ts'
import { type Area, mmToPt } from './paper.ts'
import type { PrintedCard } from './prepareCards.ts'

/** The fonts, language and options for drawing cards. */
export interface CardDrawOptions {
	fonts: RenderFonts
	locale: Locale
	/** Whether a blank card has space for a name. */
	hasNames: boolean
}

/**
 * Draws a card on paper in its cell: a frame, a band with the icon and name of its kind, the text,
 * and its origin.
 */
export function drawCard(
	card: PrintedCard,
	{ cell, image }: { cell: Area; image: Thumbnail | null },
	options: CardDrawOptions,
): SVGElement {
	const group = createSvgElement('g', { transform: `translate(${cell.x} ${cell.y})` })
	const { layout, lines, size } = card
	const { x, y } = layout.text
	group.append(
		...drawFrame(card),
		...drawHead(card, options),
		...drawLines(lines, { x, top: y, size, weight: 400, fill: LIGHT_COLOURS.ink }),
		...drawMark(card, options),
		...(image && layout.image ? [drawImage(image, layout.image)] : []),
		...(card.from ? drawFoot(card, options) : drawForm(card, options)),
	)
	return group
}

const RADIUS = mmToPt(2)
const FRAME_WIDTH = 1

function drawFrame({ kind, layout: { frame, head } }: PrintedCard): SVGElement[] {
	const { ink, fill } = KIND_COLOURS[kind]
	const { x, y, w, h } = frame
	const [r, right, below] = [RADIUS, x + w, y + head.h]
	const band = `M${x} ${below}V${y + r}a${r} ${r} 0 0 1 ${r} ${-r}H${right - r}a${r} ${r} 0 0 1 ${r} ${r}V${below}Z`
	return [
		createSvgElement('path', { d: band, fill }),
		...drawStrokes([`M${x} ${below}H${right}`], { stroke: ink, width: FRAME_WIDTH }),
		createSvgElement('rect', {
			x,
			y,
			width: w,
			height: h,
			rx: r,
			fill: 'none',
			stroke: ink,
			'stroke-width': FRAME_WIDTH,
		}),
	]
}

/** Minimum share of the head for the title of the cluster, if the title is that long. */
const CLUSTER_SHARE = 0.4

/**
 * Draws the kind as an icon and a word, then the part and the other names, and the cluster at the
 * right.
 */
function drawHead({ kind, layout, from, part }: PrintedCard, { fonts, locale }: CardDrawOptions): SVGElement[] {
	const nameOf = cardNamesIn(textsIn(locale, 'board', 'app'))
	const { head, sizes } = layout
	const size = sizes.small
	const pad = size * 0.9
	const icon = size * 1.5
	const [left, right] = [head.x + pad, head.x + head.w - pad]
	const top = head.y + (head.h - size * CARD_METRICS.lineHeight) / 2
	const fill = KIND_COLOURS[kind].ink
	const bold = { top, size, weight: 700 } as const
	const [kindName, ...names] = cardLabel(from?.card ?? { kind }, nameOf)
	const number = part ? ` ${part.number}/${part.count}` : ''
	const word = `${kindName.toLocaleUpperCase(locale)}${number}`
	const wordLeft = left + icon + size * 0.45
	const wordWidth = widthOf(word, { size, weight: 700 }, fonts)
	const cluster = from?.cluster ?? ''
	const others = names.map((name) => ` · ${name}`).join('')
	const room = right - wordLeft - wordWidth - widthOf(others, { size, weight: 400 }, fonts) - size
	const ownWidth = widthOf(cluster, { size, weight: 700 }, fonts) + 1
	const clusterWidth = Math.min(ownWidth, Math.max(room, (right - wordLeft) * CLUSTER_SHARE))
	const rest = right - wordLeft - wordWidth - clusterWidth - size
	return [
		createSvgElement('path', {
			transform: `translate(${left} ${head.y + (head.h - icon) / 2}) scale(${icon / 24})`,
			d: KIND_PATHS[kind],
			fill: 'none',
			stroke: fill,
			'stroke-width': 2,
			'stroke-linecap': 'round',
			'stroke-linejoin': 'round',
		}),
		...drawLine(word, { ...bold, x: wordLeft, width: right - wordLeft, fill }, fonts),
		...(rest > size * 3
			? drawLine(others, { ...bold, x: wordLeft + wordWidth, width: rest, weight: 400, fill }, fonts)
			: []),
		...drawLine(cluster, { ...bold, x: right, width: clusterWidth, fill: LIGHT_COLOURS.ink2, align: 'right' }, fonts),
	]
}

/** Draws the mark at the end of a part: the text continues on the next card, or is cut. */
function drawMark({ layout, part, isCut, size, kind }: PrintedCard, { fonts, locale }: CardDrawOptions): SVGElement[] {
	if (!part || (part.number === part.count && !isCut)) return []
	const next = `→ ${part.number + 1}/${part.count}`
	const text = isCut ? textsIn(locale, 'board')('export.print.cut') : next
	const { x, y, w, h } = layout.text
	const place = { x: x + w, top: y + h - size * CARD_METRICS.lineHeight, width: w, align: 'right' } as const
	return drawLine(
		text,
		{ ...place, size: Math.min(size, layout.sizes.small * 1.1), weight: 700, fill: KIND_COLOURS[kind].ink },
		fonts,
	)
}

function drawImage({ data, width, height }: Thumbnail, area: Area): SVGElement {
	const scale = Math.min(area.w / width, area.h / height)
	const [w, h] = [width * scale, height * scale]
	return createSvgElement('image', { href: data, x: area.x + area.w - w, y: area.y, width: w, height: h })
}

/** Draws city and author. */
function drawFoot({ layout, from }: PrintedCard, { fonts }: CardDrawOptions): SVGElement[] {
	const { foot, sizes } = layout
	const { city = '', author = '' } = from?.card ?? {}
	const style = { top: foot.y, size: sizes.small, fill: LIGHT_COLOURS.ink2 }
	const share = author ? 0.58 : 1
	return [
		...drawLine(city, { ...style, x: foot.x, width: foot.w * share, weight: 700 }, fonts),
		...drawLine(author, { ...style, x: foot.x + foot.w, width: foot.w * 0.4, weight: 400, align: 'right' }, fonts),
	]
}

/** The distance between the lines to write on. */
const RULE_DISTANCE = mmToPt(9)
const RULE_COLOUR = '#a9a69e'

/** Draws the lines of a blank card: for the text, the city and the name. */
function drawForm({ layout }: PrintedCard, { fonts, locale, hasNames }: CardDrawOptions): SVGElement[] {
	const t = textsIn(locale, 'board')
	const { text, foot, sizes } = layout
	const count = Math.floor((text.h - sizes.small) / RULE_DISTANCE)
	const rules = Array.from({ length: count }, (_, at) => `M${text.x} ${text.y + (at + 1) * RULE_DISTANCE}h${text.w}`)
	const labels = [t('export.print.city'), ...(hasNames ? [t('export.print.name')] : [])]
	const gap = sizes.small
	const width = (foot.w - gap * (labels.length - 1)) / labels.length
	const baseline = foot.y + sizes.small * 1.1
	const fields = labels.flatMap((label, at) => {
		const x = foot.x + at * (width + gap)
		const start = x + widthOf(label, { size: sizes.small, weight: 400 }, fonts) + sizes.small * 0.5
		rules.push(`M${start} ${baseline}H${x + width}`)
		const style = { x, top: foot.y, width, size: sizes.small, weight: 400 as const, fill: LIGHT_COLOURS.ink2 }
		return drawLine(label, style, fonts)
	})
	return [...drawStrokes(rules, { stroke: RULE_COLOUR, width: 0.5 }), ...fields]
}

function widthOf(text: string, { size, weight }: { size: number; weight: 400 | 700 }, fonts: RenderFonts): number {
	const style = { fontSize: size, weight, width: Number.POSITIVE_INFINITY, isLine: true }
	return layoutText(text, style, fonts)[0]?.width ?? 0
}
