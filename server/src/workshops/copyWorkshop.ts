import type { Session, Workshop } from '@charrette/shared'
import { copySession } from './copySession.ts'
import { createWithLinks, newWorkshop, type WorkshopWithSecrets } from './createWorkshop.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

interface CopyRequest {
	title: string
	withCities: boolean
}

/**
 * Opens a copy of a workshop: with its languages, sessions, run sheets and groups, the locked
 * layers of its boards, and, with `withCities`, its cities. Cards, votes, names and links are not
 * copied (HOME2). Throws `storage_full`.
 */
export async function copyWorkshop(
	deps: WorkshopDeps,
	model: Workshop,
	{ title, withCities }: CopyRequest,
): Promise<WorkshopWithSecrets> {
	requireDiskSpace(deps)
	const { locale, locales, isAnonymous } = model
	// The boards are written first, so that nobody sees a workshop before its boards.
	const sessions: Session[] = []
	for (const session of model.sessions)
		sessions.push(await copySession(deps, session, { title: session.title, locale, keepsAuthors: false }))
	const cities = withCities ? model.cities : []
	const createdAt = deps.now()
	return createWithLinks(deps, newWorkshop({ title, locale, locales, cities, sessions, isAnonymous, createdAt }))
}
