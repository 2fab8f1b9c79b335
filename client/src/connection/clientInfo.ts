import { useQuery } from '@tanstack/react-query'
import { fetchClientInfo } from './api/server.ts'
import { pageAddress } from './basePath.ts'
import { isReachable, pickAddress } from './pickAddress.ts'

/** Fetches facts about the server, once a page. */
function useClientInfo({ enabled = true }: { enabled?: boolean } = {}) {
	return useQuery({
		queryKey: ['clientInfo'],
		queryFn: fetchClientInfo,
		enabled,
		staleTime: Number.POSITIVE_INFINITY,
	}).data
}

/**
 * Returns the address at which other devices reach this server, without a trailing slash, for links
 * and QR codes. Until the server has answered, it is the page's own address.
 */
export function useReachableAddress(): string {
	const info = useClientInfo({ enabled: !isReachable(location.hostname) })
	return pickAddress({ origin: pageAddress(), hostname: location.hostname }, info?.addresses ?? [])
}

/**
 * Returns the number of days after its last use until this server deletes a workshop (HOST10). Null
 * if it never does, and until the server has answered.
 */
export function useRetentionDays(): number | null {
	return useClientInfo()?.retentionDays ?? null
}

/** Returns whether texts of boards can be translated; false until the server has answered. */
export function useTranslates(): boolean {
	return useClientInfo()?.translates === true
}

/**
 * Returns whether the host's models compare cards, and name clusters and summarise boards; until
 * the answer, neither.
 */
export function useModels(): { embeds: boolean; names: boolean } {
	const info = useClientInfo()
	return { embeds: info?.embeds === true, names: info?.names === true }
}

/** Returns an address without its scheme, as people read and type it. */
export function withoutScheme(address: string): string {
	return address.replace(/^https?:\/\//, '')
}
