import type {
	ChangeCollectionBody,
	CollectionId,
	CollectionView,
	Locale,
	PracticeCollection,
	StartCollectionBody,
	StoredImage,
	WorkshopCollections,
} from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { call, callJson } from '../http.ts'
import type { ExchangeAccess } from './exchange.ts'

/** Fetches the collections of a workshop, newest first. */
export function fetchCollections({ workshop, token }: Credentials): Promise<WorkshopCollections> {
	return callJson(`/api/workshops/${workshop}/collections`, { token })
}

/** Fetches a collection with its practices, in this language as far as they have it. */
export function fetchCollection(access: ExchangeAccess, id: CollectionId, locale: Locale): Promise<CollectionView> {
	const path = `/api/collections/${id}?${new URLSearchParams({ locale })}`
	return callJson(path, access ? { token: access.token } : {})
}

export function startCollection(
	{ workshop, token }: Credentials,
	body: StartCollectionBody,
): Promise<{ collection: PracticeCollection }> {
	return callJson(`/api/workshops/${workshop}/collections`, { token, body })
}

export function changeCollection(
	{ token }: Credentials,
	id: CollectionId,
	body: ChangeCollectionBody,
): Promise<{ collection: PracticeCollection }> {
	return callJson(`/api/collections/${id}`, { token, body, method: 'PATCH' })
}

export function deleteCollection({ token }: Credentials, id: CollectionId): Promise<'deleted'> {
	return call(`/api/collections/${id}`, { token, method: 'DELETE' }, async () => 'deleted' as const)
}

/** Stores an image for a collection, which does not have it yet. */
export function uploadCollectionImage({ token }: Credentials, id: CollectionId, file: File): Promise<StoredImage> {
	const contentType = file.type || 'application/octet-stream'
	return callJson(`/api/collections/${id}/images`, { token, file, contentType })
}
