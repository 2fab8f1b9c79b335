import type { Response } from 'express'
import type { ConcurrencyLimit } from './limits.ts'

/** A value in memory, while requests use it. */
interface SharedRead<Value> {
	value: Promise<Value>
	users: number
	/** Ends the turn of the value in the limit. */
	release(): void
}

/**
 * Returns a function that reads the value of a key for a request, and resolves when `use` has used
 * it. Requests that use the same value at the same time share it and one turn of the limit: a whole
 * group can load one file, and slow clients of it keep nobody from other files.
 */
export function shareReads<Value>(limit: ConcurrencyLimit, read: (key: string) => Promise<Value>) {
	const shared = new Map<string, SharedRead<Value>>()

	function begin(response: Response, key: string): SharedRead<Value> {
		let release = () => {}
		const released = new Promise<void>((resolve) => {
			release = resolve
		})
		const value = new Promise<Value>((resolve, reject) => {
			limit(response, async () => {
				resolve(await read(key))
				await released
			}).catch(reject)
		})
		const begun = { value, users: 0, release }
		shared.set(key, begun)
		return begun
	}

	return async (response: Response, key: string, use: (value: Value) => Promise<void>): Promise<void> => {
		const found = shared.get(key) ?? begin(response, key)
		found.users++
		try {
			await use(await found.value)
		} finally {
			found.users--
			if (found.users === 0) {
				shared.delete(key)
				found.release()
			}
		}
	}
}
