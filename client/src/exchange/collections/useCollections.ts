import {
	type CollectionId,
	type CollectionSummary,
	findBoard,
	type SessionId,
	type StartCollectionBody,
	type Workshop,
} from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { changeCollection, fetchCollections, startCollection } from '../../connection/api/collections.ts'
import type { ExchangeAccess } from '../../connection/api/exchange.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useAttempt } from '../../ui/useAttempt.ts'
import type { ExchangeOrigin } from '../exchangeAccess.ts'

const LIST = 'collections'

/** Returns the collections of the reader's workshop, newest first; none without a workshop. */
export function useCollections(access: ExchangeAccess): readonly CollectionSummary[] {
	const { data } = useQuery({
		queryKey: [LIST, access?.token],
		queryFn: () => fetchCollections(access as Credentials),
		enabled: access !== null,
	})
	return data?.collections ?? []
}

/** Returns functions that change collections; the lists show the changes at once. */
export function useCollectionChanges(credentials: Credentials) {
	const attempt = useAttempt()
	const client = useQueryClient()
	const changed = async <Result>(call: () => Promise<Result>): Promise<Result | null> => {
		const result = await attempt(call)
		await Promise.all([
			client.invalidateQueries({ queryKey: [LIST] }),
			client.invalidateQueries({ queryKey: ['collection'] }),
		])
		return result
	}
	return {
		begin: (body: StartCollectionBody) => changed(() => startCollection(credentials, body)),
		change: (id: CollectionId, body: Parameters<typeof changeCollection>[2]) =>
			changed(() => changeCollection(credentials, id, body)),
	}
}

/** Returns the session of the board from which the reader came; null if they came from none. */
export function sessionOfDoor(workshop: Workshop | undefined, { board }: ExchangeOrigin): SessionId | null {
	const found = board && workshop && findBoard(workshop, board)
	return found ? found.session.id : null
}
