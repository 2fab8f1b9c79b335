import { type Locale, layOutTravels, type Practice, travelTextsIn, type Workshop } from '@charrette/shared'
import type { ReportExchange, ReportPractice } from '../export/report/ReportExchange.ts'
import { PICTURE_WIDTH, travelMapOf } from '../export/travelFiles.ts'
import { readAdoptions } from './adoptPractice.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { showAdoptions, showReports } from './findPractices.ts'
import { readTravels } from './readTravels.ts'

/** Maximum number of practices in a report, some hundred pages. */
const MAX_PRACTICES = 60

interface ReportReader {
	locale: Locale
	/** Whether the document needs the travels as an image. */
	drawsPicture: boolean
}

/**
 * Returns the exchange part of the report of a workshop (REP5): its practices, with the adoptions
 * that others show; its own adoptions; and the travels of ideas. Null if there are none. A report
 * is for facilitators, and may be passed on.
 */
export async function readReportExchange(
	deps: Pick<ExchangeDeps, 'practices' | 'placeFinder' | 'travelRenderer' | 'now'>,
	workshop: Workshop,
	{ locale, drawsPicture }: ReportReader,
): Promise<ReportExchange | null> {
	const written = (await deps.practices.ofWorkshop(workshop.id)).filter(({ state }) => state !== 'withdrawn')
	const published = written.filter(({ version }) => version > 0)
	const practices: ReportPractice[] = []
	for (const practice of published.slice(0, MAX_PRACTICES)) {
		const read = await readPublished(deps, practice)
		if (read) practices.push(read)
	}
	const { adoptions } = await readAdoptions(deps, workshop, locale)
	const travels = await readTravels(deps, workshop, { locale, isMember: false })
	if (written.length + adoptions.length + travels.travels.length === 0) return null
	const isDrawn = drawsPicture && travels.travels.length > 0
	const layout = () => layOutTravels(travels.travels, { width: PICTURE_WIDTH, words: travelTextsIn(locale) })
	const map = isDrawn ? travelMapOf(travels, locale) : null
	return {
		practices,
		others: Math.max(0, published.length - MAX_PRACTICES),
		unpublished: written.filter(({ version }) => version === 0).map(({ title, state }) => ({ title, state })),
		adoptions,
		travels,
		picture: isDrawn ? await deps.travelRenderer.render(layout()) : null,
		mapPicture: map && (await deps.travelRenderer.render(map)),
	}
}

async function readPublished(
	{ practices, now }: Pick<ExchangeDeps, 'practices' | 'now'>,
	{ id }: Practice,
): Promise<ReportPractice | null> {
	const listed = await practices.listed(id)
	if (!listed) return null
	const reports = showReports(await practices.adoptionReports(id), now())
	const adoptions = [...showAdoptions(await practices.adoptionsOf(id)), ...reports]
	return { practice: listed.practice, visibility: listed.visibility, adoptions }
}
