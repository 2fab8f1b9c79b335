import {
	type DiagramText,
	describeTravels,
	layOutTravelMap,
	type Travels,
	travelMapHeight,
	travelTextsIn,
} from '@charrette/shared'
import { type Ref, useMemo, useRef } from 'react'
import { useLocale } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { placeName } from '../names.ts'
import { useOwnWidth } from '../useOwnWidth.ts'
import mapStyles from './map.module.css'
import { saveMap } from './saveMap.ts'
import styles from './travelMap.module.css'
import { landPath, projectionFor, WHOLE_WORLD } from './worldProjection.ts'

/** A wider map would push the table out of view. */
const MAX_WIDTH = 860

/**
 * How ideas travelled as arcs on a map of the world, which is saved as SVG and PNG (MAP2). The
 * table of travels has the same and more; nothing is shown if no travel is between two places.
 */
export function TravelMap({ found }: { found: Travels }) {
	const words = travelTextsIn(useLocale())
	const [figure, width] = useOwnWidth()
	const drawing = useRef<SVGSVGElement>(null)
	return (
		<figure ref={figure} className={mapStyles['map']}>
			<TravelMapDrawing ref={drawing} found={found} width={Math.min(MAX_WIDTH, width)} />
			<figcaption>
				<span>{words.map}</span>
				{(['svg', 'png'] as const).map((format) => (
					<Button
						key={format}
						size="small"
						variant="quiet"
						icon="download"
						onClick={() => drawing.current && saveMap(drawing.current, format, words.map)}
					>
						{format.toUpperCase()}
					</Button>
				))}
			</figcaption>
		</figure>
	)
}

interface TravelMapDrawingProps {
	found: Travels
	/** The width for which the map is laid out; its element may be enlarged. */
	width: number
	ref?: Ref<SVGSVGElement>
}

/** The land, the arcs with their counts, and the cities with their names. */
export function TravelMapDrawing({ found, width, ref }: TravelMapDrawingProps) {
	const locale = useLocale()
	const words = travelTextsIn(locale)
	const map = useMemo(
		() => layOutTravelMap(found, { width, nameOf: (place) => placeName(place, locale) }),
		[found, width, locale],
	)
	const land = useMemo(() => landPath(projectionFor({ width, height: travelMapHeight(width) }, WHOLE_WORLD)), [width])
	return (
		<svg
			ref={ref}
			role="img"
			aria-label={`${words.map}. ${describeTravels(found.travels, words)}`}
			viewBox={`0 0 ${map.width} ${map.height}`}
			className={styles['travels']}
		>
			<path className={mapStyles['land']} d={land} />
			{map.arcs.map(({ line, head, width: stroke, count, from, to, ideas }) => (
				<g key={`${from} ${to}`} className={styles['arc']}>
					<title>{words.travel(from, to, ideas)}</title>
					<path d={line} strokeWidth={stroke} />
					<path d={head} className={styles['head']} />
					{count && (
						<>
							<circle cx={count.x} cy={count.y} r={count.radius} />
							<MapText text={count.text} />
						</>
					)}
				</g>
			))}
			{map.cities.map(({ x, y, radius, name, whole }) => (
				<g key={whole} className={styles['city']}>
					<title>{whole}</title>
					<circle cx={x} cy={y} r={radius} />
					{name && <MapText text={name} isOnLand />}
				</g>
			))}
		</svg>
	)
}

function MapText({ text: { x, y, size, anchor, text }, isOnLand = false }: { text: DiagramText; isOnLand?: boolean }) {
	return (
		<text
			x={x}
			y={y}
			fontSize={size}
			fontWeight={600}
			textAnchor={anchor}
			className={isOnLand ? mapStyles['name'] : styles['count']}
		>
			{text}
		</text>
	)
}
