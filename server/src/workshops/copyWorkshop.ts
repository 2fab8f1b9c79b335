import type { Session, Workshop } from '@charrette/shared'
import { copySession } from './copySession.ts'
import { createWithLinks, newWorkshop, type OpenResult } from './openWorkshop.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

interface CopyRequest {
	title: string
	withCities: boolean
}

/**
 * Opens a workshop like another one: its languages, sessions, run sheets and groups, the locked layers of its boards, and its cities if
 * wanted; nobody's cards, votes or names, and none of its links (HOME2). Throws `storage_full`.
 */
export async function copyWorkshop(
	deps: WorkshopDeps,
	model: Workshop,
	{ title, withCities }: CopyRequest,
): Promise<OpenResult> {
	requireDiskSpace(deps)
	const { locale, locales, isAnonymous } = model
	// The boards first: nobody sees a workshop before its boards are written.
	const sessions: Session[] = []
	for (const session of model.sessions)
		sessions.push(await copySession(deps, session, { title: session.title, locale, keepsAuthors: false }))
	const cities = withCities ? model.cities : []
	const createdAt = deps.now()
	return createWithLinks(deps, newWorkshop({ title, locale, locales, cities, sessions, isAnonymous, createdAt }))
}
