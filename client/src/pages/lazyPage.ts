import { type ComponentType, lazy } from 'react'
import type { Namespace } from '../i18n/messages.ts'
import { loadNamespace } from '../i18n/startI18n.ts'

const RETRY_MS = 2000

/** A page that is fetched when it is first shown, or ahead of that. */
export interface LazyPage<Props> {
	Page: ComponentType<Props>
	/** Fetches the chunk and its texts ahead of need. */
	prefetch: () => Promise<void>
}

/**
 * A page in a chunk of its own, with its texts. A failed fetch is tried again for ever: on conference Wi-Fi a lost packet
 * must not end in a blank page.
 */
export function lazyPage<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	...namespaces: Namespace[]
): LazyPage<Props> {
	const loadAll = async () => {
		const [component] = await Promise.all([load(), ...namespaces.map(loadNamespace)])
		return { default: component }
	}
	return {
		Page: lazy(() => fetchUntilThere(loadAll)),
		// Ahead of need one try is enough; the page itself insists.
		prefetch: () => loadAll().then(ignore, ignore),
	}
}

/** Fetches a chunk, again and again until it is there. */
export function fetchUntilThere<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	return fetchOnce().catch(() =>
		new Promise((resolve) => setTimeout(resolve, RETRY_MS)).then(() => fetchUntilThere(fetchOnce)),
	)
}

function ignore(): void {}
