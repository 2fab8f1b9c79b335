import { type ComponentType, lazy } from 'react'
import { fetchChunk } from '../connection/fetchChunk.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'

/** A component in a chunk of its own. */
export interface LazyPage<Props> {
	/** The component, which suspends until the chunk and its texts have been fetched. */
	Page: ComponentType<Props>
	/** Fetches the chunk and its texts ahead of time. */
	prefetch: () => Promise<void>
}

/** Creates a page from a component that `load` imports, with the texts of these namespaces. */
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
		// A prefetch does not retry, because the page itself does.
		prefetch: () => loadAll().then(ignore, ignore),
	}
}

function ignore(): void {}
