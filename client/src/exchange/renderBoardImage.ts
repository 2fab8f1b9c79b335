import type { BoardId, Locale } from '@charrette/shared'
import { fetchFonts } from '../connection/api/exports.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { DEFAULT_RENDER_OPTIONS } from '../export/exportFormats.ts'

/** The board whose images are offered. */
export interface ImageSource {
	credentials: Credentials
	board: BoardId
}

/**
 * Resolution of the image: at one pixel per board unit a board is still legible, and a practice
 * page needs no more.
 */
const PIXELS_PER_UNIT = 1

/**
 * Renders a whole board as an image for a practice, without the names of authors, since they have
 * not agreed to be named. Returns null if the board is empty, or too large for one image. Throws an
 * `ApiError` if the server cannot be reached, and the signal's reason if it is cancelled.
 */
export async function renderBoardImage(
	{ credentials, board }: ImageSource,
	{ locale, signal }: { locale: Locale; signal: AbortSignal },
): Promise<File | null> {
	// The renderer is a separate chunk, which only exports and this function fetch.
	const [{ renderBoard }, { fetchBoardSource }] = await Promise.all([
		fetchChunkOnce(() => import('../export/render/renderBoard.ts')),
		fetchChunkOnce(() => import('../export/exportBoard.ts')),
	])
	const source = await fetchBoardSource(credentials, board, locale)
	signal.throwIfAborted()
	const [file] = await renderBoard({
		board: { ...source, names: new Map(), locale, signal, fetchFonts: (fonts) => fetchFonts(credentials, fonts) },
		metadata: { workshop: '', title: '', at: Date.now(), locale },
		requests: [{ format: 'png', options: { ...DEFAULT_RENDER_OPTIONS, names: false, scale: PIXELS_PER_UNIT } }],
		onProgress: () => signal.throwIfAborted(),
	})
	return file?.extension === 'png' ? new File([file.blob], 'board.png', { type: 'image/png' }) : null
}
