import type { AlikeRequest } from './createAlikeFinder.ts'
import type { SameRequest } from './findSame.ts'
import type { SortRequest, SortResult } from './sortCards.ts'

export type WorkerRequest = SortRequest | AlikeRequest | SameRequest
export type WorkerResult = SortResult | string[] | string[][]

/** Compares cards without blocking the page. A call rejects if the worker is missing or fails. */
export interface Sorter {
	/** Resolves to the suggestions. */
	sort(request: SortRequest): Promise<SortResult>
	/** Resolves to the cards that say nearly the same as a text, the most alike first. */
	findAlike(request: AlikeRequest): Promise<string[]>
	/** Resolves to groups of cards that say nearly the same, by their ids. */
	findSame(request: SameRequest): Promise<string[][]>
	close(): void
}

/** Starts a worker, which the caller closes. It answers requests in their order. */
export function createSorter(): Sorter {
	const worker = new Worker(new URL('./sortWorker.ts', import.meta.url), { type: 'module' })
	const waiting: { resolve: (result: never) => void; reject: (error: Error) => void }[] = []
	worker.onmessage = ({ data }: MessageEvent<WorkerResult>) => waiting.shift()?.resolve(data as never)
	worker.onerror = () => {
		for (const { reject } of waiting.splice(0)) reject(new Error('the worker failed'))
	}
	const ask = <Result extends WorkerResult>(request: WorkerRequest): Promise<Result> =>
		new Promise((resolve, reject) => {
			waiting.push({ resolve, reject })
			worker.postMessage(request)
		})
	return {
		sort: (request) => ask(request),
		findAlike: (request) => ask(request),
		findSame: (request) => ask(request),
		close: () => worker.terminate(),
	}
}
