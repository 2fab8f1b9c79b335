import type { SortRequest, SortResult } from './sortCards.ts'

/** Sorts cards without blocking the page. */
export interface Sorter {
	/** Resolves to the suggestions; rejects if the worker cannot be loaded or fails. */
	sort(request: SortRequest): Promise<SortResult>
	close(): void
}

/** Starts a worker, which the caller closes. One request runs at a time. */
export function createSorter(): Sorter {
	const worker = new Worker(new URL('./sortWorker.ts', import.meta.url), { type: 'module' })
	return {
		sort: (request) =>
			new Promise((resolve, reject) => {
				worker.onmessage = ({ data }: MessageEvent<SortResult>) => resolve(data)
				worker.onerror = () => reject(new Error('the worker failed'))
				worker.postMessage(request)
			}),
		close: () => worker.terminate(),
	}
}
