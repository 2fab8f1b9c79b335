import {
	type DrawnTravelMap,
	describeTravels,
	isoDay,
	type Locale,
	layOutTravelMap,
	layOutTravels,
	type Place,
	practiceNamesIn,
	type Travels,
	travelMapSvg,
	travelSvg,
	travelTextsIn,
	writeCsv,
} from '@charrette/shared'
import { WORLD_LAND, WORLD_WIDTH } from './worldLand.ts'

/** Width of the text of an A4 page, in CSS pixels. */
export const PICTURE_WIDTH = 680

/** Draws how ideas travelled as an SVG picture (TRAVEL2). */
export function travelsToSvg({ travels }: Travels, locale: Locale): string {
	const words = travelTextsIn(locale)
	const picture = layOutTravels(travels, { width: PICTURE_WIDTH, words })
	return travelSvg(picture, { title: words.title, description: describeTravels(travels, words) })
}

/** Lays out the map of how ideas travelled for a document (MAP2); null if no arc is on it. */
export function travelMapOf(travels: Travels, locale: Locale): DrawnTravelMap | null {
	const nameOf = ({ name, chinese }: Place) => (locale === 'zh-CN' && chinese ? chinese : name)
	const map = layOutTravelMap(travels, { width: PICTURE_WIDTH, nameOf })
	return map.arcs.length > 0 ? { ...map, land: WORLD_LAND, landWidth: WORLD_WIDTH } : null
}

/** Draws that map as an SVG picture. */
export function travelMapToSvg(map: DrawnTravelMap, travels: Travels, locale: Locale): string {
	const words = travelTextsIn(locale)
	const texts = { title: words.map, description: describeTravels(travels.travels, words) }
	return travelMapSvg(map, texts)
}

/** Writes how ideas travelled as CSV, with one idea per line. */
export function travelsToCsv({ travels }: Travels, { locale, zone }: { locale: Locale; zone?: string | undefined }) {
	const texts = travelTextsIn(locale)
	const { statuses } = practiceNamesIn(locale)
	const { from, to, kind, idea, status, since, learned } = texts
	const rows = travels.flatMap((travel) =>
		travel.ideas.map((one) => [
			travel.from || texts.unnamed,
			travel.to || texts.unnamed,
			texts.kinds[one.kind],
			one.title,
			statuses[one.status],
			isoDay(new Date(one.at), zone),
			one.report,
		]),
	)
	return writeCsv([[from, to, kind, idea, status, since, learned], ...rows])
}
