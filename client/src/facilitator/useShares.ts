import type { CreatedShare, Share, ShareBody, ShareId, Shares } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { createShare, endShare, fetchShares } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { createObservable } from '../connection/observable.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'

/** The links of shares created in this tab. The server sends a link once, so they are kept while the dialog is closed. */
const createdLinks = createObservable<ReadonlyMap<ShareId, string>>(new Map())

/** The active shares of a workshop, newest first, the links that this tab knows, and the calls that create and end shares. */
export function useShares(credentials: Credentials) {
	const attempt = useAttempt()
	const client = useQueryClient()
	const links = useSyncExternalStore(createdLinks.subscribe, createdLinks.get)
	const queryKey = ['shares', credentials.token]
	const query = useQuery({ queryKey, queryFn: () => fetchShares(credentials) })
	useFailureToast(queryFailure(query))

	const update = async (change: (shares: readonly Share[]) => Share[]) => {
		// A response on its way does not know of the change yet.
		await client.cancelQueries({ queryKey })
		client.setQueryData<Shares>(queryKey, (before) => ({ shares: change(before?.shares ?? []) }))
		void client.invalidateQueries({ queryKey })
	}
	/** `path` is that of the workshop, session or board in the API. */
	const create = async (path: string, options: ShareBody): Promise<CreatedShare | null> => {
		const created = await attempt(() => createShare(credentials, path, options))
		if (!created) return null
		createdLinks.set(new Map(createdLinks.get()).set(created.share.id, created.link))
		await update((shares) => [created.share, ...without(shares, created.share)])
		return created
	}
	const end = async (id: ShareId): Promise<Share | null> => {
		const ended = await attempt(() => endShare(credentials, id))
		if (ended) await update((shares) => without(shares, ended))
		return ended
	}
	return { shares: query.data?.shares ?? [], links, create, end }
}

function without(shares: readonly Share[], { id }: Share): Share[] {
	return shares.filter((share) => share.id !== id)
}
