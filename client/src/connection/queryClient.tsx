/**
 * Data that is fetched over HTTP, with react-query as the one cache of the pages that need it. The
 * home page and the join page do not use it, so that they stay small: only `pages/lazyPages.ts`
 * imports this file, and components import `useQuery` from '@tanstack/react-query'.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { type FailureCode, failureOf } from './http.ts'
import { isRetried, retryDelayMs } from './retry.ts'

function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				retry: isRetried,
				retryDelay: (failures, error) => retryDelayMs(failures, error),
				refetchOnWindowFocus: false,
				// `navigator.onLine` knows only whether there is a network; a server in the same building
				// is reachable without the internet.
				networkMode: 'always',
			},
			mutations: { retry: false, networkMode: 'always' },
		},
	})
}

/** Wraps a page with a query cache of its own, which lives as long as the page is mounted. */
export function withQueryClient<Props extends object>(Page: ComponentType<Props>): ComponentType<Props> {
	return function PageWithQueryClient(props: Props) {
		const [client] = useState(createQueryClient)
		return (
			<QueryClientProvider client={client}>
				<Page {...props} />
			</QueryClientProvider>
		)
	}
}

/**
 * Returns why a query has no newer data: its error, or the error of the last try while it is
 * retried. Null if there is no error.
 */
export function queryFailure(query: { error: unknown; failureReason: unknown }): FailureCode | null {
	const reason = query.error ?? query.failureReason
	return reason ? failureOf(reason) : null
}
