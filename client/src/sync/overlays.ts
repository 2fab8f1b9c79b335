import type { Fields } from '@charrette/shared'
import { RECORD_ID_PATTERN } from '@charrette/shared'
import { isEqual } from '@tldraw/tldraw'

/** What is in somebody's hand: by record id, fields as the document would have them (DOC3). */
export type Live = ReadonlyMap<string, Fields>

const MAX_RECORDS = 500

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a peer's `live`; what is no record of fields is left out. The fields themselves are judged by the schema, when they are shown. */
export function readLive(said: unknown): Live | null {
	if (!isObject(said)) return null
	const records = Object.entries(said)
		.slice(0, MAX_RECORDS)
		.filter(([id, fields]) => RECORD_ID_PATTERN.test(id) && isObject(fields))
	return records.length > 0 ? new Map(records as [string, Fields][]) : null
}

/** What lies over the document from the hands of others, by their Yjs client ids. */
export interface Overlays {
	/** Replaces what is in one peer's hand; gives the ids of records that may look different now. */
	set(client: number, live: Live | null): Set<string>
	/** What lies over this record: of several peers who hold it, the one with the smallest client id counts, on every screen. */
	over(id: string): Fields | undefined
}

/** Makes overlays, none to begin with. */
export function createOverlays(): Overlays {
	const byClient = new Map<number, Live>()
	return {
		set(client, live) {
			const before = byClient.get(client)
			const touched = new Set<string>()
			for (const id of [...(before?.keys() ?? []), ...(live?.keys() ?? [])])
				if (!isEqual(before?.get(id), live?.get(id))) touched.add(id)
			if (live) byClient.set(client, live)
			else byClient.delete(client)
			return touched
		},
		over(id) {
			let first = Number.POSITIVE_INFINITY
			for (const [client, live] of byClient) if (client < first && live.has(id)) first = client
			return byClient.get(first)?.get(id)
		},
	}
}
