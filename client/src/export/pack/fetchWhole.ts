import type { Session, Workshop } from '@charrette/shared'
import { fetchFile } from '../../session/api.ts'
import type { PackOrder } from './Pack.ts'
import type { Whole } from './packFormats.ts'

/** Fetches what the server writes of all boards together. `pictures` is a ZIP of the boards' pictures, for the report. */
export async function fetchWhole(
	{ credentials, workshop, sessions, wish, locale, signal }: PackOrder,
	{ whole, pictures }: { whole: Whole; pictures: Blob | undefined },
): Promise<Blob> {
	const scope = scopeOf(workshop, sessions)
	const query = new URLSearchParams({ locale, authors: wish.names ? '1' : '0' })
	const how = { usualName: whole, signal }
	if (whole === 'viewer.html' || whole === 'workbook.xlsx')
		return (await fetchFile(`/api/${scope}/${whole}?${query}`, credentials, how)).blob
	query.set('format', whole === 'report.html' ? 'html' : 'docx')
	return (await fetchFile(`/api/${scope}/report?${query}`, credentials, { ...how, bytes: pictures })).blob
}

/** Where on the server all of them lie. */
function scopeOf(workshop: Workshop, sessions: readonly Session[]): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? `sessions/${only.id}` : `workshops/${workshop.id}`
}
