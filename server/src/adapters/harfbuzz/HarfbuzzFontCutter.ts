import type { CutFonts, FontWish } from '@charrette/shared'
import type { FontCutter } from '../../ports/FontCutter.ts'
import { createTurnThread } from '../../threads/createTurnThread.ts'
import type { CutAnswer } from './cutWorker.ts'
import { keepRecent } from './keepRecent.ts'

/** The thread has whole typefaces in its memory. */
const IDLE_MS = 60_000
/** What was cut is kept for those who take the same board home next. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024

/** Cuts typefaces with harfbuzz, one wish at a time, in a thread of its own that is started when it is needed. */
export function createHarfbuzzFontCutter(): FontCutter {
	const kept = keepRecent<CutFonts>(MAX_KEPT_BYTES)
	const thread = createTurnThread<FontWish, CutAnswer>(new URL('./cutWorker.js', import.meta.url), { idleMs: IDLE_MS })
	/** What a whole group wants at once is cut once. */
	const underWay = new Map<string, Promise<CutFonts>>()

	async function cutNow(key: string, wish: FontWish): Promise<CutFonts> {
		try {
			const answer = await thread.ask(wish)
			if ('failure' in answer) throw new Error(answer.failure)
			kept.set(key, answer.cut, bytesOf(key, answer.cut))
			return answer.cut
		} finally {
			underWay.delete(key)
		}
	}

	return {
		async cut(wish) {
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
function keyOf({ characters, weight, format }: FontWish): string {
	return `${weight} ${format} ${[...new Set(characters)].sort().join('')}`
}

function bytesOf(key: string, { fonts }: CutFonts): number {
	return fonts.reduce((sum, { base64 }) => sum + base64.length, key.length * 2)
}
