/**
 * Data that is fetched over HTTP, with react-query: the one cache and the one retry policy of the
 * pages that need it. The home and the join page do without, so that they stay small: only
 * `pages/lazyPages.ts` imports this file, and components import `useQuery` from
 * '@tanstack/react-query'.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { type FailureCode, failureOf } from './http.ts'

/**
 * How often a failed call is retried, by its code: no answer (502 to 504 too) and a server that is
 * full recover by themselves.
 */
const MAX_RETRIES: Partial<Record<FailureCode, number>> = {
	offline: Number.POSITIVE_INFINITY,
	busy: Number.POSITIVE_INFINITY,
	storage_failed: Number.POSITIVE_INFINITY,
	internal: 3,
}
const MIN_RETRY_DELAY_MS = 500
const MAX_RETRY_DELAY_MS = 5000

/**
 * Whether a call that has failed `failures` times before is made again. A status of 4xx is final.
 */
export function isRetried(failures: number, error: unknown): boolean {
	return failures < (MAX_RETRIES[failureOf(error)] ?? 0)
}

/**
 * The delay before a retry, in ms: it grows with each failure, and is random so that not all
 * clients retry at once.
 */
export function retryDelayMs(failures: number, chance = Math.random()): number {
	return Math.min(MIN_RETRY_DELAY_MS * 2 ** failures, MAX_RETRY_DELAY_MS) * (0.5 + chance / 2)
}

function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				retry: isRetried,
				retryDelay: (failures) => retryDelayMs(failures),
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
