import { Person } from './Person.mjs'
import { until } from './until.mjs'
import { Y } from './yjs.mjs'

/** The document of a room as the server has it, read by somebody who comes with nothing. */
export async function readRoom(seat) {
	const reader = new Person(seat, 0)
	reader.kept = []
	reader.connect()
	const isRead = await until(() => reader.syncedAt !== null, 20_000)
	reader.leave()
	if (!isRead) throw new Error(`${seat.url} could not be read`)
	const doc = new Y.Doc()
	for (const update of reader.kept) Y.applyUpdate(doc, update)
	return doc
}
