import type { StorageState } from '@charrette/shared'

const STORAGE_STATES: readonly unknown[] = ['ok', 'failing', 'full'] satisfies StorageState[]

/** What a document's room says of its storage. Null for what a newer server may say and this client does not understand. */
export function readStorageState(json: string): StorageState | null {
	try {
		const { storage } = JSON.parse(json) as { storage?: unknown }
		return STORAGE_STATES.includes(storage) ? (storage as StorageState) : null
	} catch {
		return null
	}
}
