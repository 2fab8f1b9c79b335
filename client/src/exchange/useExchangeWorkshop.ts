import type { WorkshopView } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { fetchWorkshop } from '../connection/api/join.ts'
import type { Credentials } from '../connection/credentials.ts'

/** Fetches the workshop of these credentials, for the exchange. */
export function useExchangeWorkshop(credentials: Credentials | null): WorkshopView | undefined {
	const { data } = useQuery({
		queryKey: ['workshop', credentials?.token],
		queryFn: () => fetchWorkshop(credentials as Credentials),
		enabled: credentials !== null,
	})
	return data
}
