import type { CreatedShare, Share, ShareBody, ShareId, Shares } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/** Fetches the shares of a workshop. For facilitators. */
export function fetchShares({ workshop, token }: Credentials): Promise<Shares> {
	return callJson(`/api/workshops/${workshop}/shares`, { token })
}

/** Shares the resource at `path`: `boards/<id>`, `sessions/<id>` or `workshops/<id>`. */
export function createShare({ token }: Credentials, path: string, body: ShareBody): Promise<CreatedShare> {
	return callJson(`/api/${path}/shares`, { token, body })
}

export function endShare({ token }: Credentials, share: ShareId): Promise<Share> {
	return callJson(`/api/shares/${share}`, { token, method: 'DELETE' })
}
