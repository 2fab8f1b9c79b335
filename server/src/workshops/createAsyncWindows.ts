import { firstWindowEnd, type Workshop, type WorkshopId, withoutEndedWindows } from '@charrette/shared'
import type { Logger } from 'pino'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Bounds } from '../rooms/bounds.ts'

interface AsyncWindowsDeps {
	store: WorkshopStore
	bounds: Pick<Bounds, 'windowMs'>
	log: Pick<Logger, 'error'>
	/** The time in ms, on all nodes. */
	now(): number
}

/** Ends the windows of sessions by the clock of the server (ASYNC3). */
export interface AsyncWindows {
	/** The store. The workshops that it returns, and changes, have no window that has ended. */
	workshops: WorkshopStore
	/** Starts to end windows; `announce` sends the changed workshop to its members. */
	start(announce: (workshop: Workshop) => void): void
	close(): void
}

/**
 * Whoever reads a workshop after the end of a window reads it without, even if the server was down
 * at that time. For the members who are connected, the end is also stored and announced, at most
 * `windowMs` later. The ends in memory are those of workshops that this process has read.
 */
export function createAsyncWindows({ store, bounds, log, now }: AsyncWindowsDeps): AsyncWindows {
	const ends = new Map<WorkshopId, number>()
	let timer: NodeJS.Timeout | undefined

	/** Remembers when the next window of a stored workshop ends. */
	function note<Found extends Workshop | null>(stored: Found): Found {
		if (!stored) return stored
		const end = firstWindowEnd(stored)
		if (end === null) ends.delete(stored.id)
		else ends.set(stored.id, end)
		return stored
	}

	async function read(finding: Promise<Workshop | null>): Promise<Workshop | null> {
		const stored = note(await finding)
		return stored && withoutEndedWindows(stored, now())
	}

	async function end(id: WorkshopId): Promise<Workshop | null> {
		const stored = note(await store.byId(id))
		const isEnded = stored !== null && withoutEndedWindows(stored, now()) !== stored
		// Another node may have ended it: its members here do not know yet.
		return isEnded ? note(await store.update(id, (workshop) => withoutEndedWindows(workshop, now()))) : stored
	}

	return {
		workshops: {
			...store,
			byId: (id) => read(store.byId(id)),
			byJoinCode: (code) => read(store.byJoinCode(code)),
			update: async (id, change) =>
				note(await store.update(id, (workshop) => change(withoutEndedWindows(workshop, now())))),
		},
		start(announce) {
			timer = setInterval(() => {
				for (const [id, at] of ends) {
					if (at > now()) continue
					ends.delete(id)
					end(id).then(
						(workshop) => workshop && announce(workshop),
						(cause: unknown) => {
							ends.set(id, at)
							log.error({ workshop: id, err: cause }, 'window not ended')
						},
					)
				}
			}, bounds.windowMs).unref()
		},
		close: () => clearInterval(timer),
	}
}
