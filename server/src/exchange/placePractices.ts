import type { PracticeId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import type { PlaceFinder } from '../search/createPlaceFinder.ts'

/** Practices that are placed by one transaction, and looked up by one task. */
const BATCH = 200

interface PlacingDeps {
	practices: Pick<PracticeStore, 'unplaced' | 'setPlaces'>
	placeFinder: PlaceFinder
	log: Logger
}

/**
 * Puts the practices on the map that were published before there was one (MAP3), in batches, until
 * `signal` is aborted. Cities that are not in the list are looked up again at the next start.
 */
export async function placePractices({ practices, placeFinder, log }: PlacingDeps, signal: AbortSignal): Promise<void> {
	let placed = 0
	for (let after: PracticeId | null = null; !signal.aborted; ) {
		const found = await practices.unplaced(BATCH, after)
		const places = await placeFinder.placesOf(found.map(({ city }) => city))
		const known = found.flatMap(({ id, version }, index) => {
			const place = places[index]
			return place ? [{ id, version, place }] : []
		})
		if (!signal.aborted) await practices.setPlaces(known)
		placed += known.length
		after = found.at(-1)?.id ?? null
		if (found.length < BATCH) break
	}
	if (placed > 0) log.info({ practices: placed }, 'practices placed on the map')
}
