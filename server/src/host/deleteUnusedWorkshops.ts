/**
 * Retention (HOST10): once a day a sweep deletes the workshops that have not been used for
 * `RETENTION_DAYS`. The clock of a machine may be wrong, and so may a setting. Therefore a workshop
 * is deleted only if a sweep some days before has found it unused already, and sweeps have run
 * since then without a leap of the clock. If most workshops would be deleted, the host is asked
 * first.
 */
import type { MassDeletion, WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { purge } from '../maintenance/eraseWorkshop.ts'
import type { KeyValueStore } from '../ports/KeyValueStore.ts'
import type { WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import { deleteWorkshop } from '../workshops/deleteWorkshop.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A workshop is deleted this long after a sweep has found it unused. */
const NOTICE_MS = 5 * DAY_MS
/**
 * Sweeps run daily, on a laptop less often. After a longer pause, all findings are discarded, since
 * it may be a leap of the clock. A shorter leap deletes nothing that is in use.
 */
const maxPauseMs = (retentionDays: number) => Math.max(2, retentionDays / 2) * DAY_MS
/** A single workshop may be most of a server's workshops. */
const MIN_MASS_DELETION = 2
/** Unused workshops that one sweep finds and deletes. @limit host: the next sweep */
const MAX_FOUND = 10_000
/** The names under which the last sweep, and a deletion that waits for the host, are stored. */
const SWEEP = 'retention'
const MASS_DELETION = 'retention deletion'

interface RetentionDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'now'> {
	catalogue: Pick<WorkshopCatalogue, 'unused' | 'countUnused'>
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
	values: KeyValueStore
	/** Refreshes the catalogue; throws if that fails. */
	refresh(): Promise<void>
	log: Logger
}

/**
 * A sweep: its time in ms, and the unused workshops, each with the time when it was found first.
 */
const storedSweep = z.object({ at: z.number(), found: z.array(z.tuple([z.string(), z.number()])) })
const storedDeletion = z.object({ unused: z.number(), all: z.number(), isConfirmed: z.boolean() })

/**
 * Deletes the workshops that have not been used for this many days, unless they are most of all.
 * Practices that they published for others stay. If a workshop cannot be deleted, the error is
 * logged, the other workshops are deleted nevertheless, and the next sweep tries again.
 */
export async function deleteUnusedWorkshops(deps: RetentionDeps, retentionDays: number): Promise<void> {
	// An outdated list could show a workshop as unused that is in use.
	await deps.refresh()
	const since = deps.now() - retentionDays * DAY_MS
	const noticed = await findNoticed(deps, { since, retentionDays })
	let deleted = 0
	for (const workshop of noticed) {
		try {
			if (!(await deleteWorkshop(deps, workshop, { keepsPractices: true, unusedSince: since }))) continue
			deleted++
			deps.log.info({ workshop, retentionDays }, 'unused workshop deleted')
		} catch (err) {
			deps.log.error({ workshop, err }, 'unused workshop not deleted')
		}
	}
	if (deleted > 0 && !(await purge(deps)))
		deps.log.warn({ deleted }, 'files may still have deleted bytes: another program reads them')
}

/**
 * Finds the unused workshops, and those that soon will be, and stores them for later sweeps.
 * Returns those that may be deleted.
 */
async function findNoticed(
	deps: RetentionDeps,
	{ since, retentionDays }: { since: number; retentionDays: number },
): Promise<WorkshopId[]> {
	const { catalogue, values, log } = deps
	const at = deps.now()
	const before = await read(values, SWEEP, storedSweep)
	const isContinuous = before !== null && at >= before.at && at - before.at <= maxPauseMs(retentionDays)
	if (before && !isContinuous)
		log.warn(
			{ before: before.at, at },
			'no sweep for a long time, or the clock has leapt: unused workshops stay for now',
		)
	const known = new Map(isContinuous ? before.found : [])
	const unused = await catalogue.unused(since + NOTICE_MS, MAX_FOUND)
	const found = unused.map((id): [WorkshopId, number] => [id, known.get(id) ?? at])
	await values.save(SWEEP, JSON.stringify({ at, found }))
	if (await needsConfirmation(deps, { since, isContinuous })) return []
	return found.flatMap(([id, foundAt]) => (at - foundAt >= NOTICE_MS ? [id] : []))
}

/** Returns whether the host has to permit the deletion, since it would delete most workshops. */
async function needsConfirmation(
	{ catalogue, values, log }: RetentionDeps,
	{ since, isContinuous }: { since: number; isContinuous: boolean },
): Promise<boolean> {
	const counted = await catalogue.countUnused(since)
	const before = await findMassDeletion(values)
	if (counted.unused < MIN_MASS_DELETION || 2 * counted.unused <= counted.all) {
		if (before) await values.save(MASS_DELETION, null)
		return false
	}
	const isConfirmed = isContinuous && before?.isConfirmed === true
	await values.save(MASS_DELETION, JSON.stringify({ ...counted, isConfirmed }))
	if (!isConfirmed) log.error(counted, 'unused workshops not deleted: they are most of all, and the host is asked')
	return !isConfirmed
}

/** Returns the deletion that waits for the host; null if none does. */
export function findMassDeletion(values: KeyValueStore): Promise<MassDeletion | null> {
	return read(values, MASS_DELETION, storedDeletion)
}

/** Permits the deletion that waits for the host, from the next sweep on. Throws `not_found`. */
export async function confirmMassDeletion(values: KeyValueStore): Promise<void> {
	const waiting = await findMassDeletion(values)
	if (!waiting) throw new AppError('not_found')
	await values.save(MASS_DELETION, JSON.stringify({ ...waiting, isConfirmed: true }))
}

/** Reads a stored value; null if there is none, or it is of another release. */
async function read<T>(values: KeyValueStore, name: string, schema: z.ZodType<T>): Promise<T | null> {
	const stored = await values.find(name)
	return stored === null ? null : (schema.safeParse(JSON.parse(stored)).data ?? null)
}
