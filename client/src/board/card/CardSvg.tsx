import { authorOfCard, type CardShape, nameFrom } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
import { KIND_PATHS } from '../../ui/kindPaths.ts'
import { namesOf } from '../author.ts'
import { KIND_COLOURS, PAPER_COLOURS } from './cardColours.ts'
import { CARD_METRICS } from './fitCard.ts'
import { measureCard } from './measureCard.ts'
import { SvgText } from './SvgText.tsx'

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
	const author = authorOfCard(shape, nameFrom(namesOf(editor).current))
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
				fill={PAPER_COLOURS.ink}
			/>
			<SvgText
				{...small}
				text={city}
				x={left}
				y={footY}
				width={textWidth * (author ? 0.6 : 1)}
				fill={PAPER_COLOURS.ink2}
				weight={600}
				isLine
			/>
			{author && (
				<SvgText
					{...small}
					text={author}
					x={left + textWidth}
					y={footY}
					width={textWidth * 0.4}
					fill={PAPER_COLOURS.ink2}
					anchor="end"
					isLine
				/>
			)}
		</g>
	)
}

/** The bar on the left, its outer corners round like the card's. */
function barPath(width: number, height: number, radius: number): string {
	return `M${radius} 0A${radius} ${radius} 0 0 0 0 ${radius}V${height - radius}A${radius} ${radius} 0 0 0 ${radius} ${height}H${width}V0Z`
}
