import { useQuery } from '@tanstack/react-query'
import { fetchClientInfo } from '../connection/api.ts'

/** How many days after its last use this server deletes a workshop (HOST10); null for never, and until the server has answered. */
export function useRetentionDays(): number | null {
	const { data } = useQuery({
		queryKey: ['clientInfo'],
		queryFn: fetchClientInfo,
		staleTime: Number.POSITIVE_INFINITY,
	})
	return data?.retentionDays ?? null
}
