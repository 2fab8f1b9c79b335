/**
 * Data that is fetched over HTTP, with react-query: the one cache of the pages that need it. The home and the join page do without, so that they stay small: only
 * `pages/lazyPages.ts` imports this file, and components import `useQuery` from
 * '@tanstack/react-query'.
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
				// A server in the same building is reachable without the internet, which is all that
				// `navigator.onLine` knows.
				networkMode: 'always',
			},
			mutations: { retry: false, networkMode: 'always' },
		},
	})
}

/** A page with a query cache of its own, which lives as long as the page is shown. */
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
 * Why a query has no newer data: its error, or that of the last try while it is retried. Null while
 * nothing is wrong.
 */
export function queryFailure(query: { error: unknown; failureReason: unknown }): FailureCode | null {
	const reason = query.error ?? query.failureReason
	return reason ? failureOf(reason) : null
}
