/**
 * The thread that cuts typefaces.
 *
 *     in:   a FontWish        out: { cut }, or { failure } where a font could not be read
 */
import { parentPort } from 'node:worker_threads'
import type { CutFonts, FontWish } from '@charrette/shared'
import { cutFonts } from './cutFonts.ts'

export type CutAnswer = { cut: CutFonts } | { failure: string }

parentPort?.on('message', (wish: FontWish) => {
	cutFonts(wish).then(
		(cut) => parentPort?.postMessage({ cut } satisfies CutAnswer),
		(cause) => parentPort?.postMessage({ failure: String(cause) } satisfies CutAnswer),
	)
})
