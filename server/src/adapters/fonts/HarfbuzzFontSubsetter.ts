import type { FontRequest, FontSubsets } from '@charrette/shared'
import type { FontSubsetter } from '../../ports/FontSubsetter.ts'
import { createWorkerPool } from '../../workers/createWorkerPool.ts'
import { keepRecent } from './keepRecent.ts'
import type { SubsetAnswer } from './subsetWorker.ts'

/** The thread has whole typefaces in its memory. */
const IDLE_MS = 60_000
/** What was cut is kept for those who take the same board home next. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024

/** Cuts typefaces with harfbuzz, one wish at a time, in a thread of its own that is started when it is needed. */
export function createHarfbuzzFontSubsetter(): FontSubsetter {
	const kept = keepRecent<FontSubsets>(MAX_KEPT_BYTES)
	const thread = createWorkerPool<FontRequest, SubsetAnswer>(new URL('./subsetWorker.js', import.meta.url), {
		idleMs: IDLE_MS,
	})
	/** What a whole group wants at once is cut once. */
	const underWay = new Map<string, Promise<FontSubsets>>()

	async function cutNow(key: string, wish: FontRequest): Promise<FontSubsets> {
		try {
			const answer = await thread.run(wish)
			if ('failure' in answer) throw new Error(answer.failure)
			kept.set(key, answer.cut, bytesOf(key, answer.cut))
			return answer.cut
		} finally {
			underWay.delete(key)
		}
	}

	return {
		async subset(wish) {
			const key = keyOf(wish)
			const known = kept.get(key) ?? underWay.get(key)
			if (known) return known
			const cut = cutNow(key, wish)
			underWay.set(key, cut)
			return cut
		},
		close: () => thread.close(),
	}
}

/** The same characters in another order are the same wish. */
function keyOf({ characters, weight, format }: FontRequest): string {
	return `${weight} ${format} ${[...new Set(characters)].sort().join('')}`
}

function bytesOf(key: string, { fonts }: FontSubsets): number {
	return fonts.reduce((sum, { base64 }) => sum + base64.length, key.length * 2)
}
