import { useQuery } from '@tanstack/react-query'
import { fetchClientInfo } from '../connection/api.ts'

/**
 * The address at which other devices reach this server, without a trailing slash, for links and QR
 * codes. Until the server has answered it is the page's own.
 */
export function useReachableAddress(): string {
	const { data } = useQuery({
		queryKey: ['clientInfo'],
		queryFn: fetchClientInfo,
		enabled: !isReachable(location.hostname),
		staleTime: Number.POSITIVE_INFINITY,
	})
	return pickAddress(location, data?.addresses ?? [])
}

/** An address without its scheme, as people read and type it. */
export function withoutScheme(address: string): string {
	return address.replace(/^https?:\/\//, '')
}

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host name leads to this server from other devices too. */
function isReachable(hostname: string): boolean {
	return !LOCAL_HOSTS.has(hostname) && !hostname.endsWith('.localhost')
}

/**
 * The page's own address if other devices can reach it, else the first address the server knows of.
 */
export function pickAddress(page: { origin: string; hostname: string }, known: readonly string[]): string {
	const address = isReachable(page.hostname) ? page.origin : (known[0] ?? page.origin)
	return address.replace(/\/+$/, '')
}
