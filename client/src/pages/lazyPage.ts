import { type ComponentType, lazy } from 'react'
import type { Namespace } from '../i18n/messages.ts'
import { loadNamespace } from '../i18n/startI18n.ts'
import { fetchChunk } from './fetchChunk.ts'

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
