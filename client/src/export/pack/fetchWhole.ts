import type { Session, Workshop } from '@charrette/shared'
import { fetchFile, TIME_ZONE } from '../../session/api.ts'
import { askPatiently } from './askPatiently.ts'
import type { PackOrder } from './Pack.ts'
import type { Whole } from './packFormats.ts'

/** Fetches what the server writes of all boards together. `pictures` is a ZIP of the boards' pictures, for the report. */
export async function fetchWhole(
	order: PackOrder,
	{ whole, pictures }: { whole: Whole; pictures: Blob | undefined },
): Promise<Blob> {
	const { credentials, workshop, sessions, wish, locale, signal } = order
	const fetchAll = (path: string, bytes?: Blob) =>
		askPatiently(order, () => fetchFile(path, credentials, { usualName: whole, signal, bytes }))
	const scope = scopeOf(workshop, sessions)
	const query = new URLSearchParams({ locale, authors: wish.names ? '1' : '0', zone: TIME_ZONE })
	if (whole === 'viewer.html' || whole === 'workbook.xlsx')
		return (await fetchAll(`/api/${scope}/${whole}?${query}`)).blob
	query.set('format', whole === 'report.html' ? 'html' : 'docx')
	return (await fetchAll(`/api/${scope}/report?${query}`, pictures)).blob
}

/** Where on the server all of them lie. */
function scopeOf(workshop: Workshop, sessions: readonly Session[]): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? `sessions/${only.id}` : `workshops/${workshop.id}`
}
