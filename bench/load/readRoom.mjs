import { Person } from './Person.mjs'
import { pause, until } from './until.mjs'
import { Y } from './yjs.mjs'

/**
 * The time without a frame after which the document is complete. The answer may be an older state,
 * with later updates in further frames.
 */
const QUIET_MS = 200

/** Reads the document of a room as the server has it, with a client that starts empty. */
export async function readRoom(endpoint) {
	const reader = new Person(endpoint, 0)
	reader.kept = []
	reader.connect()
	const isRead = await until(() => reader.syncedAt !== null, 20_000)
	for (let frames = 0; frames < reader.kept.length; ) {
		frames = reader.kept.length
		await pause(QUIET_MS)
	}
	reader.leave()
	if (!isRead) throw new Error(`${endpoint.url} could not be read`)
	const doc = new Y.Doc()
	for (const update of reader.kept) Y.applyUpdate(doc, update)
	return doc
}
