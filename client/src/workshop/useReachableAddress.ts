import { useQuery } from '@tanstack/react-query'
import { fetchClientInfo } from '../connection/api.ts'
import { isReachable, pickAddress } from './pickAddress.ts'

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
