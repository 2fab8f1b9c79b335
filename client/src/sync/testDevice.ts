import * as fake from 'fake-indexeddb'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** Gives the tests of a file a device of their own, whose IndexedDB is empty before each test. */
export function installTestDevice(): void {
	const names = ['indexedDB', ...Object.keys(fake).filter((name) => name.startsWith('IDB'))]
	const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const)
	const set = (name: string, value: unknown) =>
		Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
	beforeAll(() => {
		for (const [name, value] of Object.entries(fake)) if (name.startsWith('IDB')) set(name, value)
	})
	beforeEach(() => set('indexedDB', new fake.IDBFactory()))
	afterAll(() => {
		for (const [name, descriptor] of before)
			if (descriptor) Object.defineProperty(globalThis, name, descriptor)
			else Reflect.deleteProperty(globalThis, name)
	})
}

/** Returns the names of the databases of this device. */
export async function databaseNames(): Promise<string[]> {
	return (await indexedDB.databases()).map(({ name }) => name ?? '').sort()
}

interface FormerCopy {
	updates: readonly Uint8Array[]
	/** The entries of the object store `custom`. */
	entries?: Record<string, unknown>
}

/**
 * Writes a copy as the former release did, with y-indexeddb 9: a database with the object stores
 * `updates` and `custom`. Returns its connection, which closes when it is asked to.
 */
export function writeFormerCopy(name: string, { updates, entries = {} }: FormerCopy): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name)
		request.onupgradeneeded = () => {
			request.result.createObjectStore('updates', { autoIncrement: true })
			request.result.createObjectStore('custom')
		}
		request.onerror = () => reject(request.error)
		request.onsuccess = () => {
			const db = request.result
			db.onversionchange = () => db.close()
			const transaction = db.transaction(['updates', 'custom'], 'readwrite')
			for (const update of updates) transaction.objectStore('updates').add(update)
			for (const [key, entry] of Object.entries(entries)) transaction.objectStore('custom').put(entry, key)
			transaction.oncomplete = () => resolve(db)
		}
	})
}
