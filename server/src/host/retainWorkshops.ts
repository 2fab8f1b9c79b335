import type { Logger } from 'pino'
import { purge } from '../maintenance/eraseWorkshop.ts'
import type { WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import { deleteWorkshop } from '../workshops/deleteWorkshop.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Workshops that one query names. */
const MAX_FOUND = 100

interface RetentionDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'now'> {
	catalogue: Pick<WorkshopCatalogue, 'unused'>
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
	/** Brings the catalogue up to date; it throws if that fails. */
	refresh(): Promise<void>
	log: Logger
}

/**
 * Deletes the workshops that nobody has used for so many days (HOST10). What they published for others stays. One that cannot be deleted
 * is logged, tried again by the next sweep, and keeps no other from being deleted.
 */
export async function deleteUnused(deps: RetentionDeps, retentionDays: number): Promise<void> {
	// A list that is behind could take a workshop for unused.
	await deps.refresh()
	const since = deps.now() - retentionDays * DAY_MS
	const failed = new Set<string>()
	let deleted = 0
	for (;;) {
		const found = await deps.catalogue.unused(since, MAX_FOUND + failed.size)
		const left = found.filter((id) => !failed.has(id))
		if (left.length === 0) break
		for (const workshop of left) {
			try {
				await deleteWorkshop(deps, workshop, { keepsPractices: true })
				deleted++
				deps.log.info({ workshop, retentionDays }, 'unused workshop deleted')
			} catch (err) {
				failed.add(workshop)
				deps.log.error({ workshop, err }, 'unused workshop not deleted')
			}
		}
	}
	if (deleted > 0 && !(await purge(deps)))
		deps.log.warn({ deleted }, 'files may still have deleted bytes: another program reads them')
}
