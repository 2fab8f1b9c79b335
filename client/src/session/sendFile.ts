import type { BoardId, Imported, SessionId, TableChoice } from '@charrette/shared'
import { ApiError, readFailure } from './api.ts'
import type { Credentials } from './credentials.ts'

/** A file to bring in: beside what is on a board, or as boards of a session. A text without a name is what was pasted. */
export interface FileToBring {
	to: { board: BoardId } | { session: SessionId }
	file: Blob
	name: string
	/** Of a table: which columns say what. */
	choice?: TableChoice | undefined
	/** Nothing is done: the answer says what would be. */
	isDryRun: boolean
}

/** Sends a file to the server, which reads it. Throws an `ApiError`. */
export async function sendFile(
	credentials: Credentials,
	{ to, file, name, choice = {}, isDryRun }: FileToBring,
): Promise<Imported> {
	const place = 'board' in to ? `boards/${to.board}` : `sessions/${to.session}`
	const query = new URLSearchParams({ name, dryRun: isDryRun ? '1' : '0' })
	for (const [what, chosen] of Object.entries(choice)) query.set(what, String(chosen))
	const headers = { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/octet-stream' }
	const init = { method: 'POST', headers, body: file }
	const response = await fetch(`/api/${place}/import?${query}`, init).catch((cause: unknown) => {
		throw new ApiError('offline', String(cause))
	})
	if (!response.ok) throw await readFailure(response)
	return (await response.json()) as Imported
}
