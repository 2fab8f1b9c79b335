/**
 * The thread that cuts typefaces.
 *
 *     in:   a FontWish        out: { cut }, or { failure } where a font could not be read
 */
import { parentPort } from 'node:worker_threads'
import type { FontRequest, FontSubsets } from '@charrette/shared'
import { subsetFonts } from './subsetFonts.ts'

export type SubsetAnswer = { cut: FontSubsets } | { failure: string }

parentPort?.on('message', (wish: FontRequest) => {
	subsetFonts(wish).then(
		(cut) => parentPort?.postMessage({ cut } satisfies SubsetAnswer),
		(cause) => parentPort?.postMessage({ failure: String(cause) } satisfies SubsetAnswer),
	)
})
