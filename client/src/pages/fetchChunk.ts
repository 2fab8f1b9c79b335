import { hasJustReloaded, reloadPage } from '../session/reloadPage.ts'

const RETRY_MS = 2000
/** So often may a chunk fail while the server answers; after that it is not there. */
const TRIES = 2
const OUTDATED = 'PageOutdated'

/**
 * Fetches a chunk of the page. While the network is away it is tried again for ever: on conference Wi-Fi a lost packet
 * must not end in a blank page. If the server answers and has no such chunk, the server was updated under an open tab:
 * the page is loaded anew, once; if that did not help, it fails with an error that `isOutdated`.
 */
export async function fetchChunk<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	for (let failures = 0; ; ) {
		try {
			return await fetchOnce()
		} catch {
			if (await isServerThere()) failures++
			if (failures >= TRIES) return loadAnew()
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
		}
	}
}

/** Whether this is what `fetchChunk` fails with. */
export function isOutdated(cause: unknown): boolean {
	return cause instanceof Error && cause.name === OUTDATED
}

function loadAnew(): Promise<never> {
	if (hasJustReloaded())
		return Promise.reject(Object.assign(new Error('a chunk is not on the server'), { name: OUTDATED }))
	reloadPage()
	// The page goes; nothing more is to be shown on it.
	return new Promise(() => {})
}

function isServerThere(): Promise<boolean> {
	return fetch('/healthz', { cache: 'no-store' }).then(
		(answer) => answer.ok,
		() => false,
	)
}
