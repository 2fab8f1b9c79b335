import { type Locale, readPlace } from '@charrette/shared'
import { useMemo, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { countryName, placeName } from '../names.ts'
import { useOwnWidth } from '../useOwnWidth.ts'
import { groupPlaces, type PlaceGroup } from './groupPlaces.ts'
import styles from './map.module.css'
import { saveMap } from './saveMap.ts'
import { heightOf, landPath, type MapView, projectionFor, WHOLE_WORLD } from './worldProjection.ts'

/** The distance between two markers, which is the size of a touch target. */
const DISTANCE = 44
/** The factor by which a press on a group enlarges the map. */
const ZOOM = 4
const MAX_SCALE = 128
/** Names shown beside markers; on narrower maps they would cover each other. */
const MIN_WIDTH_WITH_NAMES = 600
const MAX_NAMED = 8

interface PracticeMapProps {
	/** The number of practices by place (`readPlace`). */
	counts: Readonly<Record<string, number>>
	/** The place by which the practices are filtered. */
	chosen: string | null
	onChoose: (place: string | null) => void
}

/**
 * A map of the world with the places of the practices that a search found. Places that are close to
 * each other are one marker, which enlarges the map; other markers filter the practices. The list
 * of practices is its equivalent for screen readers.
 */
export function PracticeMap({ counts, chosen, onChoose }: PracticeMapProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const [figure, width] = useOwnWidth()
	const [view, setView] = useState<MapView>(WHOLE_WORLD)
	const drawing = useRef<SVGSVGElement>(null)
	const height = heightOf(width)
	const projection = useMemo(() => projectionFor({ width, height }, view), [width, height, view])
	const land = useMemo(() => landPath(projection), [projection])
	const groups = useMemo(() => groupsOf(counts, projection, view), [counts, projection, view])
	const shown = groups.filter(({ x, y }) => x > 0 && x < width && y > 0 && y < height)
	const press = ({ members }: PlaceGroup) => {
		const [first] = members
		if (!first) return
		const { longitude, latitude, value } = first.place
		if (members.length === 1) onChoose(value === chosen ? null : value)
		else setView({ longitude, latitude, scale: Math.min(MAX_SCALE, view.scale * ZOOM) })
	}
	return (
		<figure ref={figure} className={styles['map']} aria-label={t('map.label')}>
			<div className={styles['world']} style={{ height }}>
				<svg ref={drawing} aria-hidden="true" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
					<path className={styles['land']} d={land} />
					{shown.map((group) => (
						<MarkerShape key={group.members[0]?.place.value} group={group} chosen={chosen} />
					))}
					{width >= MIN_WIDTH_WITH_NAMES &&
						shown
							.filter(({ members }) => members.length === 1)
							.slice(0, MAX_NAMED)
							.map((group) => <MarkerName key={group.members[0]?.place.value} group={group} locale={locale} />)}
				</svg>
				{shown.map((group) => (
					<MarkerButton
						key={group.members[0]?.place.value}
						group={group}
						chosen={chosen}
						onClick={() => press(group)}
					/>
				))}
			</div>
			<figcaption>
				<span>{groups.length === 0 ? t('map.none') : t('map.hint')}</span>
				{view.scale > 1 && (
					<Button size="small" onClick={() => setView(WHOLE_WORLD)}>
						{t('map.whole')}
					</Button>
				)}
				{(['svg', 'png'] as const).map((format) => (
					<Button
						key={format}
						size="small"
						variant="quiet"
						icon="download"
						onClick={() => drawing.current && saveMap(drawing.current, format, t('map.label'))}
					>
						{format.toUpperCase()}
					</Button>
				))}
			</figcaption>
		</figure>
	)
}

function groupsOf(
	counts: Readonly<Record<string, number>>,
	projection: ReturnType<typeof projectionFor>,
	view: MapView,
) {
	const placed = Object.entries(counts).flatMap(([value, count]) => {
		const place = readPlace(value)
		const point = place && projection([place.longitude, place.latitude])
		return place && point ? [{ place, count, x: point[0], y: point[1] }] : []
	})
	return groupPlaces(placed, view.scale < MAX_SCALE ? DISTANCE : 1)
}

function radiusOf({ count }: PlaceGroup): number {
	return Math.min(20, 7 + 2 * Math.sqrt(count))
}

function MarkerShape({ group, chosen }: { group: PlaceGroup; chosen: string | null }) {
	const { x, y, count, members } = group
	const isChosen = members.some(({ place }) => place.value === chosen)
	return (
		<g className={styles['marker']} data-chosen={isChosen} data-many={members.length > 1}>
			<circle cx={x} cy={y} r={radiusOf(group)} />
			<text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize={12} fontWeight={700}>
				{count}
			</text>
		</g>
	)
}

function MarkerName({ group, locale }: { group: PlaceGroup; locale: Locale }) {
	const [only] = group.members
	return only ? (
		<text className={styles['name']} x={group.x} y={group.y + radiusOf(group) + 12} textAnchor="middle" fontSize={11}>
			{placeName(only.place, locale)}
		</text>
	) : null
}

/** The target for pointers and the keyboard: the shapes of the markers are smaller. */
function MarkerButton({
	group: { members, count, x, y },
	chosen,
	onClick,
}: {
	group: PlaceGroup
	chosen: string | null
	onClick: () => void
}) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const names = members.slice(0, 3).map(({ place }) => placeName(place, locale))
	const [only] = members
	const isOne = members.length === 1
	const where =
		isOne && only
			? `${names[0]} (${countryName(only.place.country, locale)})`
			: t('map.places', { names: names.join(', '), count: members.length })
	const label = `${where}: ${t('search.count', { count })}`
	return (
		<button
			type="button"
			aria-pressed={isOne ? only?.place.value === chosen : undefined}
			aria-label={label}
			title={label}
			style={{ left: x, top: y }}
			onClick={onClick}
		/>
	)
}
