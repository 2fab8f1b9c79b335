import { useQueryClient } from '@tanstack/react-query'

/** How often lists of the host's exchange are read again, in ms. */
export const REFRESH_MS = 30_000

/** Reads everything of the host's exchange again. */
export function useRefresh(): () => Promise<void> {
	const client = useQueryClient()
	return async () => {
		const keys = ['practices', 'waiting', 'reports', 'questions', 'servers']
		await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: ['host', key] })))
	}
}
