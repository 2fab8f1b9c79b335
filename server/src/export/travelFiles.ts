import {
	describeTravels,
	isoDay,
	type Locale,
	layOutTravels,
	practiceNamesIn,
	type Travels,
	travelSvg,
	travelTextsIn,
	writeCsv,
} from '@charrette/shared'

/** Width of the text of an A4 page, in CSS pixels. */
export const PICTURE_WIDTH = 680

/** Draws how ideas travelled as an SVG picture (TRAVEL2). */
export function travelsToSvg({ travels }: Travels, locale: Locale): string {
	const words = travelTextsIn(locale)
	const picture = layOutTravels(travels, { width: PICTURE_WIDTH, words })
	return travelSvg(picture, { title: words.title, description: describeTravels(travels, words) })
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
