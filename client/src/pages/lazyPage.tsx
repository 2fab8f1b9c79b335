import { type ComponentType, lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'
import { fetchChunk, fetchChunkOnce } from '../connection/fetchChunk.ts'
import { createObservable } from '../connection/observable.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'

/** A component in a chunk of its own. */
export interface LazyPage<Props> {
	/** The component, which suspends until the chunk and its texts have been fetched. */
	Page: ComponentType<Props>
	/** Fetches the chunk and its texts ahead of time. */
	prefetch: () => Promise<void>
}

/** The number of pages that have been fetched. */
const fetchedPages = createObservable(0)

/** Creates a page from a component that `load` imports, with the texts of these namespaces. */
export function lazyPage<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	...namespaces: Namespace[]
): LazyPage<Props> {
	let loaded: ComponentType<Props> | null = null
	const loadAll = async () => {
		const [component] = await Promise.all([load(), ...namespaces.map(loadNamespace)])
		loaded = component
		fetchedPages.set(fetchedPages.get() + 1)
		return { default: component }
	}
	const Lazy = lazy(() => fetchChunk(loadAll))

	/**
	 * A fetched component is rendered directly. `lazy` would suspend once more, and React shows a
	 * fallback for at least 300 ms.
	 */
	function Page(props: Props) {
		// The component stays while the page is mounted, because another one would be mounted from
		// scratch.
		const [Component] = useState<ComponentType<Props>>(() => loaded ?? Lazy)
		return <Component {...props} />
	}
	return {
		Page,
		// A prefetch does not retry, because the page itself does.
		prefetch: () => loadAll().then(ignore, ignore),
	}
}

/**
 * Returns a `load` function for a page whose components use react-query, which is fetched with it.
 */
export function withQueries<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
): () => Promise<ComponentType<Props>> {
	return async () => {
		const [Page, { withQueryClient }] = await Promise.all([
			load(),
			fetchChunkOnce(() => import('../connection/queryClient.tsx')),
		])
		return withQueryClient(Page)
	}
}

/**
 * A `Suspense` that shows a page as soon as it has been fetched. React itself keeps a fallback for
 * at least 300 ms, unless the boundary is rendered again for another reason.
 */
export function PageSuspense({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
	useSyncExternalStore(fetchedPages.subscribe, fetchedPages.get)
	return <Suspense fallback={fallback}>{children}</Suspense>
}

function ignore(): void {}
