import { useQuery } from '@tanstack/react-query'
import { fetchClientInfo } from '../connection/api.ts'
import { isReachable, pickAddress } from './pickAddress.ts'

/** What the server says about itself, asked once a page. */
function useClientInfo({ enabled = true }: { enabled?: boolean } = {}) {
	return useQuery({
		queryKey: ['clientInfo'],
		queryFn: fetchClientInfo,
		enabled,
		staleTime: Number.POSITIVE_INFINITY,
	}).data
}

/**
 * The address at which other devices reach this server, without a trailing slash, for links and QR
 * codes. Until the server has answered it is the page's own.
 */
export function useReachableAddress(): string {
	const info = useClientInfo({ enabled: !isReachable(location.hostname) })
	return pickAddress(location, info?.addresses ?? [])
}

/** How many days after its last use this server deletes a workshop (HOST10); null for never, and until the server has answered. */
export function useRetentionDays(): number | null {
	return useClientInfo()?.retentionDays ?? null
}

/** An address without its scheme, as people read and type it. */
export function withoutScheme(address: string): string {
	return address.replace(/^https?:\/\//, '')
}
