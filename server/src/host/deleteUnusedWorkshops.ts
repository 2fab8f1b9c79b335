import type { Logger } from 'pino'
import { purge } from '../maintenance/eraseWorkshop.ts'
import type { WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import { deleteWorkshop } from '../workshops/deleteWorkshop.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Number of workshops that one query returns. */
const MAX_FOUND = 100

interface RetentionDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'now'> {
	catalogue: Pick<WorkshopCatalogue, 'unused'>
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
	/** Refreshes the catalogue; throws if that fails. */
	refresh(): Promise<void>
	log: Logger
}

/**
 * Deletes the workshops that have not been used for this many days (HOST10). Practices that they
 * published for others stay. If a workshop cannot be deleted, the error is logged, the other
 * workshops are deleted nevertheless, and the next sweep tries again.
 */
export async function deleteUnusedWorkshops(deps: RetentionDeps, retentionDays: number): Promise<void> {
	// An outdated list could show a workshop as unused that is in use.
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
