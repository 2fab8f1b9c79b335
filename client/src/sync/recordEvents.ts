import type { Records } from '@charrette/shared'
import type * as Y from 'yjs'
import { LOCAL_ORIGIN } from './undoHistory.ts'

/** The delay of callbacks on a hidden page, which renders no frames. */
const MAX_DELAY_MS = 200

/**
 * Calls back before the next frame, or after MAX_DELAY_MS if the page is hidden. Returns a function
 * that cancels the call.
 */
export function onNextFrame(callback: () => void): () => void {
	const frame = requestAnimationFrame(run)
	const timer = setTimeout(run, MAX_DELAY_MS)
	function cancel(): void {
		cancelAnimationFrame(frame)
		clearTimeout(timer)
	}
	function run(): void {
		cancel()
		callback()
	}
	return cancel
}

/**
 * Returns the ids of the changed records, from the events of `observeDeep` on a document's records.
 */
export function changedRecordIds(events: readonly Y.YEvent<never>[]): Set<string> {
	const ids = new Set<string>()
	for (const event of events) {
		const [id] = event.path
		if (typeof id === 'string') ids.add(id)
		else for (const key of (event as unknown as Y.YMapEvent<unknown>).keysChanged) ids.add(key)
	}
	return ids
}

/**
 * Returns the ids of the records that a transaction changed, for counting: the two ends of a link
 * are not counted in addition to the link.
 */
export function recordsOfTransaction({ changed }: Y.Transaction, records: Records): string[] {
	const ids = new Set<string>()
	for (const [type, keys] of changed) {
		if ((type as unknown) === records) for (const key of keys) ids.add(String(key))
		else ids.add(recordAround(type as unknown as Y.AbstractType<unknown>, records) ?? '')
	}
	return [...ids].filter((id) => id !== '' && !id.startsWith('binding:'))
}

/** Returns the id of the record that contains a part of the document. */
function recordAround(part: Y.AbstractType<unknown>, records: Records): string | null {
	for (let at: Y.AbstractType<unknown> | null = part; at; at = at.parent) {
		if ((at.parent as unknown) === records) return at._item?.parentSub ?? null
	}
	return null
}

/**
 * Calls back with the card in whose text this person writes, or that this person has just added.
 * Several cards at once, such as those of an import, are not written. Returns a function that ends
 * it.
 */
export function observeWriting(records: Records, callback: (card: string) => void): () => void {
	const onChange = (events: readonly Y.YEvent<never>[], { origin }: Y.Transaction) => {
		if (origin !== LOCAL_ORIGIN) return
		const written = new Set(events.flatMap(writtenIn))
		const [card, other] = [...written].filter((id) => records.get(id)?.get('type') === 'card')
		if (card !== undefined && other === undefined) callback(card)
	}
	records.observeDeep(onChange as never)
	return () => records.unobserveDeep(onChange as never)
}

/** Returns the records that an event adds, or whose text it changes. */
function writtenIn(event: Y.YEvent<never>): string[] {
	const [id, key] = event.path
	if (id !== undefined) return key === 'text' ? [String(id)] : []
	return [...event.keys].flatMap(([added, { action }]) => (action === 'add' ? [added] : []))
}
