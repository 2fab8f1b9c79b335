import { type DiagramText, describeTravels, layOutTravels, type Travel, travelTextsIn } from '@charrette/shared'
import { useLocale } from '../i18n/useTranslation.ts'
import styles from './travels.module.css'
import { useOwnWidth } from './useOwnWidth.ts'

/** Maximum width: a wider diagram would only have longer arrows. */
const MAX_WIDTH = 860

/**
 * A diagram of how ideas travelled: cities that gave ideas, cities that adopted them, and arrows
 * between them. It is as wide as the space allows.
 */
export function TravelDiagram({ travels }: { travels: readonly Travel[] }) {
	const locale = useLocale()
	const words = travelTextsIn(locale)
	const [figure, width] = useOwnWidth()
	const diagram = layOutTravels(travels, { width: Math.min(MAX_WIDTH, width), words })
	return (
		<figure ref={figure} className={styles['figure']}>
			<svg
				role="img"
				aria-label={`${words.title}. ${describeTravels(travels, words)}`}
				viewBox={`0 0 ${diagram.width} ${diagram.height}`}
				width={diagram.width}
				height={diagram.height}
			>
				{diagram.heads.map((head) => (
					<Text key={head.text} text={head} />
				))}
				{diagram.arrows.map(({ line, head, width: stroke, at, count, from, to, ideas }) => (
					<g key={`${from} ${to}`} className={styles['arrow']}>
						<title>{words.travel(from, to, ideas)}</title>
						<path d={line} strokeWidth={stroke} />
						<path d={head} className={styles['head']} />
						<circle cx={at.x} cy={at.y} r={at.radius} />
						<Text text={count} isInk />
					</g>
				))}
				{diagram.cities.map(({ bar, name, count, whole }) => (
					<g key={`${name.anchor} ${whole}`} className={styles['city']}>
						<title>{whole}</title>
						<rect {...bar} rx={2} />
						<Text text={name} isInk />
						<Text text={count} />
					</g>
				))}
			</svg>
			{diagram.left > 0 && <figcaption>{words.more(diagram.left)}</figcaption>}
		</figure>
	)
}

function Text({ text: { x, y, size, anchor, isBold, text }, isInk = false }: { text: DiagramText; isInk?: boolean }) {
	return (
		<text
			x={x}
			y={y}
			fontSize={size}
			fontWeight={isBold ? 600 : 400}
			textAnchor={anchor}
			className={isInk ? styles['ink'] : styles['quiet']}
		>
			{text}
		</text>
	)
}
