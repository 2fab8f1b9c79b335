import type { DrawnTravelMap, TravelDiagram } from '@charrette/shared'
import type { TravelRenderer } from '../../ports/TravelRenderer.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'

const BOUNDS = { maxRunMs: 30_000, maxQueue: 16, maxMemoryMb: 512 }

/** Renders pictures with harfbuzz and sharp, one at a time, in a process that ends when idle. */
export function createHarfbuzzTravelRenderer(): TravelRenderer {
	const pool = createProcessPool<TravelDiagram | DrawnTravelMap, Uint8Array>({
		file: new URL('./renderWorker.js', import.meta.url),
		task: 'renderTravels',
		...BOUNDS,
	})
	return { render: (diagram) => pool.run(diagram), close: () => pool.close() }
}
