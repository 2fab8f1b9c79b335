import { dropPruned, isPruningClient } from '../../shared/dist/index.js'
import { decoding, Y } from './yjs.mjs'

/**
 * The prunings of fields (DOC8) by their client id, and by the client id that has added the record.
 * All people of a load receive the same prunings, so that each is decoded once.
 *
 * @type {Map<number, Map<number, any[]>>}
 */
const prunings = new Map()

/**
 * Returns the prunings in an update, by the client id that has added the record; null if it has
 * none. Updates name their highest client id first, and those of prunings are the highest.
 */
export function pruningsIn(/** @type {Uint8Array} */ update) {
	const decoder = decoding.createDecoder(update)
	if (decoding.readVarUint(decoder) === 0) return null
	decoding.readVarUint(decoder)
	const client = decoding.readVarUint(decoder)
	if (!isPruningClient(client)) return null
	let byAuthor = prunings.get(client)
	if (!byAuthor) {
		const items = Y.decodeUpdate(update).structs.filter(({ id }) => id.client === client)
		byAuthor = new Map()
		for (const item of items) byAuthor.set(item.parent.client, [...(byAuthor.get(item.parent.client) ?? []), item])
		prunings.set(client, byAuthor)
	}
	return byAuthor
}

/** Applies prunings to a document that contains only the records of one person. */
export function applyPrunings(doc, byAuthor) {
	doc.transact((transaction) => {
		for (const { id, parent, parentSub, content } of byAuthor.get(doc.clientID) ?? []) {
			const known = Y.getState(doc.store, id.client)
			if (id.clock < known) continue
			// The prunings of other people's fields.
			if (id.clock > known) new Y.GC(Y.createID(id.client, known), id.clock - known).integrate(transaction, 0)
			const record = Y.getItem(doc.store, parent).content.type
			const own = Y.createID(id.client, id.clock)
			new Y.Item(own, null, null, null, null, record, parentSub, content.copy()).integrate(transaction, 0)
		}
	}, 'server')
	dropPruned(doc)
}
