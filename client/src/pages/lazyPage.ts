import { type ComponentType, lazy } from 'react'
import { fetchChunk } from '../connection/fetchChunk.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'

/** A component in a chunk of its own. */
export interface LazyPage<Props> {
	/** Suspends until the chunk and its texts are there. */
	Page: ComponentType<Props>
	/** Fetches the chunk and its texts ahead of need. */
	prefetch: () => Promise<void>
}

/** Makes a page of a component that `load` imports, with the texts of these namespaces. */
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
		// One try is enough for a prefetch: the page itself retries.
		prefetch: () => loadAll().then(ignore, ignore),
	}
}

function ignore(): void {}
