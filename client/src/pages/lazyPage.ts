import { type ComponentType, lazy } from 'react'
import { hasJustReloaded, reloadPage } from '../connection/reloadPage.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'

/** A page that is fetched when it is first shown, or ahead of that. */
export interface LazyPage<Props> {
	Page: ComponentType<Props>
	/** Fetches the chunk and its texts ahead of need. */
	prefetch: () => Promise<void>
}

/** A page in a chunk of its own, with its texts. */
export function lazyPage<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	...namespaces: Namespace[]
): LazyPage<Props> {
	const loadAll = async () => {
		const [component] = await Promise.all([load(), ...namespaces.map(loadNamespace)])
		return { default: component }
	}
	return {
		Page: lazy(() => fetchChunk(loadAll)),
		// Ahead of need one try is enough; the page itself insists.
		prefetch: () => loadAll().then(ignore, ignore),
	}
}

function ignore(): void {}

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
			if (failures >= TRIES) return reloadForUpdate()
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
		}
	}
}

/** Whether this is what `fetchChunk` fails with. */
export function isOutdated(cause: unknown): boolean {
	return cause instanceof Error && cause.name === OUTDATED
}

function reloadForUpdate(): Promise<never> {
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
