import {
	authorNameLookup,
	CARD_METRICS,
	type CardShape,
	cardAuthor,
	cardLabel,
	cardSource,
	describeSource,
	IMAGE_WIDTHS,
	KIND_COLOURS,
	type Rect,
	readCardImage,
} from '@charrette/shared'
import { imageUrl } from '../../boardParts/images/imageSize.ts'
import { boardUi } from '../../canvas/boardUi.ts'
import { CARD_FONT, LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import { measureCard } from '../../canvas/card/measureCard.ts'
import type { Editor } from '../../canvas/engine/editor.ts'
import { cardNamesIn } from '../../i18n/cardNames.ts'
import { textsIn } from '../../i18n/texts.ts'
import { readLocale } from '../../i18n/useTranslation.ts'
import { KIND_PATHS } from '../../ui/kindPaths.ts'
import { SvgText } from './SvgText.tsx'

interface CardSvgProps {
	shape: CardShape
	editor: Editor
	thumbnail: Thumbnail | null
}

/**
 * A card in an export: as on the canvas, in light colours, made of shapes and text that every
 * program renders.
 */
export function CardSvg({ shape, editor, thumbnail }: CardSvgProps) {
	const { w, kind, text, city } = shape.props
	const { scale, fontSize, textWidth, height } = measureCard(shape)
	const { bar, padX, padTop, padBottom, header, footer, gap, label, radius } = CARD_METRICS
	const { ink, fill } = KIND_COLOURS[kind]
	const left = (bar + padX) * scale
	const icon = (header - 2) * scale
	const { people, cards, images } = boardUi(editor)
	const words = images.words.current
	const locale = words.locale ?? readLocale()
	const shown = words.texts.get(shape.id)
	const [shownText = text, translation] = shown ?? []
	const [kindName, ...others] = cardLabel(shape.props, cardNamesIn(textsIn(locale, 'board', 'app')))
	const kindLabel = kindName.toLocaleUpperCase(locale)
	const otherLabels = others.map((name) => ` · ${name}`).join('')
	const author = cardAuthor(shape, authorNameLookup(people.names.current))
	const source = cardSource(shape)
	const pictureX = left + icon + 5 * scale
	const picture = thumbnail && thumbnailRect(thumbnail, { x: pictureX, scale })
	const headX = picture ? pictureX + picture.w + 5 * scale : pictureX
	const footY = height - (padBottom + footer) * scale
	const dots = cards.voteResults.get().dots.get(shape.id) ?? 0
	const badge = dots > 0 ? badgeRect({ dots, right: w, scale }) : null
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
			{thumbnail && picture && (
				<image
					href={thumbnail.data}
					x={picture.x}
					y={picture.y}
					width={picture.w}
					height={picture.h}
					preserveAspectRatio="none"
				/>
			)}
			<SvgText
				{...small}
				text={kindLabel}
				after={otherLabels}
				x={headX}
				y={padTop * scale}
				width={(badge?.x ?? left + textWidth) - headX}
				fill={ink}
				weight={700}
				isLine
			/>
			<SvgText
				editor={editor}
				fontSize={fontSize}
				text={shownText}
				isTranslated={shown !== undefined}
				{...(translation !== undefined && { below: { text: translation, fill: LIGHT_COLOURS.ink2 } })}
				x={left}
				y={(padTop + header + gap) * scale}
				width={textWidth}
				height={height - (padTop + header + gap * 2 + footer + padBottom) * scale}
				weight={400}
				fill={LIGHT_COLOURS.ink}
				isFormatted
			/>
			<SvgText
				{...small}
				text={source ? `↩ ${describeSource(source, locale)}` : city}
				x={left}
				y={footY}
				width={textWidth * (author ? 0.6 : 1)}
				fill={LIGHT_COLOURS.ink2}
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
					fill={LIGHT_COLOURS.ink2}
					anchor="end"
					isLine
				/>
			)}
			{badge && <DotsBadge {...badge} dots={dots} scale={scale} />}
		</g>
	)
}

/** An image of a card as a `data:` URL, with its size in pixels. */
export interface Thumbnail {
	data: string
	width: number
	height: number
}

/**
 * Fetches the image of a card for an export, in one of its stored widths; null if there is none, or
 * if it cannot be shown.
 */
export async function readThumbnail(
	{ meta }: CardShape,
	editor: Editor,
	width: number = IMAGE_WIDTHS[0],
): Promise<Thumbnail | null> {
	const image = readCardImage(meta)
	if (!image) return null
	const data = await boardUi(editor)
		.images.rendered.read(imageUrl(image.path, width))
		.catch(() => null)
	if (!data) return null
	const decoded = new Image()
	decoded.src = data
	const isShown = await decoded.decode().then(
		() => true,
		() => false,
	)
	return isShown ? { data, width: decoded.naturalWidth, height: decoded.naturalHeight } : null
}

/**
 * Largest size of a card's image beside its kind. The image is shown whole, unlike on the canvas,
 * since not every program can crop it.
 */
const THUMBNAIL = { w: 30, h: 22 }

function thumbnailRect({ width, height }: Thumbnail, { x, scale }: { x: number; scale: number }): Rect {
	const { padTop, header } = CARD_METRICS
	const fit = Math.min((THUMBNAIL.w * scale) / width, (THUMBNAIL.h * scale) / height)
	const [w, h] = [width * fit, height * fit]
	return { x, y: (padTop + header / 2) * scale - h / 2, w, h }
}

/** Returns the rectangle of the badge with a card's dots, in its upper right corner. */
function badgeRect({ dots, right, scale }: { dots: number; right: number; scale: number }): Rect {
	const w = (32 + 8 * (String(dots).length - 1) + 8) * scale
	return { x: right - 6 * scale - w, y: 5 * scale, w, h: 24 * scale }
}

function DotsBadge({ dots, scale, x, y, w, h }: Rect & { dots: number; scale: number }) {
	const { accent, surface } = LIGHT_COLOURS
	return (
		<g>
			<rect x={x} y={y} width={w} height={h} rx={h / 2} fill={surface} stroke={accent} />
			<circle cx={x + 13 * scale} cy={y + h / 2} r={5 * scale} fill={accent} />
			<text
				x={x + 22 * scale}
				y={y + h / 2 + 4.6 * scale}
				fontFamily={CARD_FONT}
				fontSize={13 * scale}
				fontWeight={700}
				fill={accent}
			>
				{dots}
			</text>
		</g>
	)
}

/** Returns the outline of the bar on the left, which follows the round corners of the card. */
function barPath(width: number, height: number, radius: number): string {
	const inset = radius - Math.sqrt(Math.max(0, radius ** 2 - (radius - Math.min(width, radius)) ** 2))
	const corner = `A${radius} ${radius} 0 0 0`
	return `M${width} ${inset}${corner} 0 ${radius}V${height - radius}${corner} ${width} ${height - inset}Z`
}
