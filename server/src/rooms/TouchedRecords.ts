import type { Records } from '@charrette/shared'
import type * as Y from 'yjs'

/** Which records were touched since one last asked, and by whom last: the origin of the transaction. */
export class TouchedRecords<Author> {
	readonly #records: Records
	#touched = new Map<string, Author>()

	constructor(records: Records) {
		this.#records = records
	}

	/** Takes note from now on. */
	watch(): void {
		this.#records.observeDeep((events, transaction) => {
			for (const event of events)
				for (const id of recordIdsOf(event)) this.#touched.set(id, transaction.origin as Author)
		})
	}

	take(): Map<string, Author> {
		const touched = this.#touched
		if (touched.size > 0) this.#touched = new Map()
		return touched
	}
}

/** The ids of the records that an event of the document's records is about. */
export function recordIdsOf(event: Y.YEvent<Y.AbstractType<unknown>>): Iterable<string> {
	const [id] = event.path
	return typeof id === 'string' ? [id] : event.changes.keys.keys()
}
