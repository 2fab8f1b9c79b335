import type { TravelPicture } from '@charrette/shared'
import type { TravelDrawer } from '../../ports/TravelDrawer.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'

const BOUNDS = { maxRunMs: 30_000, maxQueue: 16, maxMemoryMb: 512 }

/** Draws pictures with harfbuzz and sharp, one at a time, in a process that ends when idle. */
export function createHarfbuzzTravelDrawer(): TravelDrawer {
	const pool = createProcessPool<TravelPicture, Uint8Array>({
		file: new URL('./drawWorker.js', import.meta.url),
		task: 'drawTravels',
		...BOUNDS,
	})
	return { draw: (picture) => pool.run(picture), close: () => pool.close() }
}
