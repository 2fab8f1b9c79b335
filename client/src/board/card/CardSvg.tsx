import { CARD_METRICS, type CardShape } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
import { KIND_PATHS } from '../../ui/kindPaths.ts'
import { namesOf } from '../author.ts'
import { SvgText } from '../picture/SvgText.tsx'
import { KIND_COLOURS, PAPER_COLOURS } from './cardColours.ts'
import { measureCard } from './measureCard.ts'

/** A card for a picture: the same as on the canvas, on paper, out of shapes and text that every program draws. */
export function CardSvg({ shape, editor }: { shape: CardShape; editor: Editor }) {
	const { w, kind, text, city, category } = shape.props
	const { scale, fontSize, textWidth, height } = measureCard(shape)
	const { bar, padX, padTop, padBottom, header, footer, gap, label, radius } = CARD_METRICS
	const { ink, fill } = KIND_COLOURS[kind]
	const left = (bar + padX) * scale
	const icon = (header - 2) * scale
	const locale = presentLocale.get()
	const t = textsIn(locale, 'board', 'app')
	const kindWord = t(`app:kinds.${kind}`).toLocaleUpperCase(locale)
	const about = category ? ` · ${t(`board:categories.${category}`)}` : ''
	const author = namesOf(editor).current.get(String(shape.meta['author'] ?? ''))
	const headX = left + icon + 5 * scale
	const footY = height - (padBottom + footer) * scale
	const small = { editor, fontSize: label * scale }
	return (
		<g>
			<rect width={w} height={height} rx={radius} fill={fill} stroke={ink} strokeOpacity={0.35} />
			<path d={barPath(bar * scale, height, radius)} fill={ink} />
			<path
				transform={`translate(${left} ${padTop * scale + scale}) scale(${icon / 24})`}
				d={KIND_PATHS[kind]}
				fill="none"
				stroke={ink}
				strokeWidth={2}
				strokeLinecap="round"
				strokeLinejoin="round"
			/>
			<SvgText
				{...small}
				text={kindWord}
				after={about}
				x={headX}
				y={padTop * scale}
				width={left + textWidth - headX}
				fill={ink}
				weight={700}
				isLine
			/>
			<SvgText
				editor={editor}
				fontSize={fontSize}
				text={text}
				x={left}
				y={(padTop + header + gap) * scale}
				width={textWidth}
				height={height - (padTop + header + gap * 2 + footer + padBottom) * scale}
				weight={400}
				fill={PAPER_COLOURS.ink}
			/>
			<SvgText
				{...small}
				text={city}
				x={left}
				y={footY}
				width={textWidth * (author ? 0.6 : 1)}
				fill={PAPER_COLOURS.ink2}
				weight={700}
				isLine
			/>
			{author && (
				<SvgText
					{...small}
					text={author}
					x={left + textWidth}
					y={footY}
					width={textWidth * 0.4}
					weight={400}
					fill={PAPER_COLOURS.ink2}
					anchor="end"
					isLine
				/>
			)}
		</g>
	)
}

/** The bar on the left, within the card's round corners. */
function barPath(width: number, height: number, radius: number): string {
	const inset = radius - Math.sqrt(Math.max(0, radius ** 2 - (radius - Math.min(width, radius)) ** 2))
	const corner = `A${radius} ${radius} 0 0 0`
	return `M${width} ${inset}${corner} 0 ${radius}V${height - radius}${corner} ${width} ${height - inset}Z`
}
