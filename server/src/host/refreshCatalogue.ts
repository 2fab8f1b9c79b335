import { LIMITS, type UsageDay, type Workshop, type WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import type { LeaseStore } from '../ports/LeaseStore.ts'
import { UnreadableRecordError } from '../ports/StorageError.ts'
import type { UsageStore } from '../ports/UsageStore.ts'
import type { CatalogueEntry, WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Limit of the workshops that one run updates. */
const MAX_LISTED = 200

export interface CatalogueDeps {
	workshops: Pick<WorkshopStore, 'byId'>
	catalogue: WorkshopCatalogue
	usage: UsageStore
	log: Logger
	now(): number
}

/** Updates the host's list with a workshop. */
export async function updateCatalogue(
	{ catalogue, now }: Pick<CatalogueDeps, 'catalogue' | 'now'>,
	workshop: Workshop,
): Promise<void> {
	await catalogue.put(entryOf(workshop, now()))
}

function entryOf(workshop: Workshop, at: number): CatalogueEntry {
	const { id, version, title, createdAt, participants, sessions, removedBoards = [], isClosed = false } = workshop
	const boards = [...sessions.flatMap((session) => session.boards), ...removedBoards].map((board) => board.id)
	return { id, version, title, createdAt, people: participants.length, isClosed, boards, at }
}

/**
 * Updates the host's list, and counts the edits, people and workshops of the day (HOST3, HOST7).
 * Days are in UTC, so that all nodes agree.
 */
export async function refreshCatalogue({ workshops, catalogue, usage, log, now }: CatalogueDeps): Promise<void> {
	for (const id of await catalogue.outdated(MAX_LISTED)) {
		const entry = await readEntry({ workshops, log, now }, id)
		if (entry) await catalogue.put(entry)
	}
	const edits = await catalogue.measureEdited()
	const at = now()
	const from = at - (at % DAY_MS)
	await usage.note(dayOf(at), { edits, from })
}

/** Returns the name of a day in the usage table. */
function dayOf(at: number): string {
	return new Date(at).toISOString().slice(0, 10)
}

/** Number of days that the host sees. */
const USAGE_DAYS = 90

/** Returns the usage of the last days, including days without any, oldest first. */
export async function readUsage({ usage, now }: Pick<CatalogueDeps, 'usage' | 'now'>): Promise<UsageDay[]> {
	const today = now()
	const days = Array.from({ length: USAGE_DAYS }, (_, index) => dayOf(today - (USAGE_DAYS - 1 - index) * DAY_MS))
	const counted = new Map((await usage.since(days[0] ?? '')).map((day) => [day.day, day]))
	return days.map((day) => counted.get(day) ?? { day, people: 0, edits: 0, workshops: 0 })
}

/**
 * Returns the entry of a workshop; null if the workshop was deleted meanwhile or cannot be read.
 */
async function readEntry(
	{ workshops, log, now }: Pick<CatalogueDeps, 'workshops' | 'log' | 'now'>,
	id: WorkshopId,
): Promise<CatalogueEntry | null> {
	try {
		const workshop = await workshops.byId(id)
		return workshop && entryOf(workshop, now())
	} catch (cause) {
		if (!(cause instanceof UnreadableRecordError)) throw cause
		log.warn({ workshop: id }, 'workshop not listed: it cannot be read')
		return null
	}
}

/**
 * Refreshes the list at intervals; one of several nodes does it for all. Returns a function that
 * stops it, and that resolves once no refresh is in progress.
 */
export function startCatalogueRefresh(
	deps: CatalogueDeps,
	{ leases, listMs }: { leases: LeaseStore; listMs: number },
): () => Promise<void> {
	let running: Promise<void> | null = null
	const refresh = async () => {
		try {
			if (await leases.acquire('host listing', listMs * 0.8)) await refreshCatalogue(deps)
		} catch (err) {
			deps.log.error({ err }, 'workshops not listed')
		}
	}
	const timer = setInterval(() => {
		running ??= refresh().finally(() => {
			running = null
		})
	}, listMs).unref()
	return async () => {
		clearInterval(timer)
		await running
	}
}

/** Throws `invalid_input` unless this is the title of the workshop. White space may differ. */
export function requireTitle({ title }: Workshop, typed: string): void {
	const plain = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, LIMITS.maxTitleLength)
	if (plain(typed) !== plain(title)) throw new AppError('invalid_input', 'This is not the title of the workshop.')
}
