import type { Page } from '@playwright/test'

/** Returns the names of the databases of this browser with copies of boards. */
export function copyDatabases(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
		return names.filter((name) => name.startsWith('charrette:')).sort()
	})
}

/** Returns the names of the copies of boards in this browser, with whether each is whole. */
export function storedCopies(page: Page): Promise<Record<string, boolean>> {
	return page.evaluate(async () => {
		const done = <Result>(request: IDBRequest<Result>) =>
			new Promise<Result>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result)
				request.onerror = () => reject(request.error)
			})
		const copies: Record<string, boolean> = {}
		for (const { name = '' } of await indexedDB.databases()) {
			if (!name.startsWith('charrette:')) continue
			const db = await done(indexedDB.open(name))
			const store = db.transaction('copies').objectStore('copies')
			const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
			for (const [at, key] of keys.entries()) copies[String(key)] = values[at].isWhole
			db.close()
		}
		return copies
	})
}

/**
 * Replaces the copies of a workshop in this browser by databases in the format of the former
 * release, as y-indexeddb 9 wrote them.
 */
export function storeAsFormerRelease(page: Page): Promise<void> {
	return page.evaluate(async () => {
		const done = <Result>(request: IDBRequest<Result>) =>
			new Promise<Result>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result)
				request.onerror = () => reject(request.error)
			})
		const [{ name = '' } = {}] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('charrette:'))
		const db = await done(indexedDB.open(name))
		const read = (store: string) => done(db.transaction(store).objectStore(store).getAll())
		const copies = await done(db.transaction('copies').objectStore('copies').getAllKeys())
		const [updates, unsaved] = await Promise.all([read('updates'), read('unsaved')])
		db.close()
		await done(indexedDB.deleteDatabase(name))
		for (const copy of copies) {
			const opening = indexedDB.open(`charrette:${copy}`)
			opening.onupgradeneeded = () => {
				opening.result.createObjectStore('updates', { autoIncrement: true })
				opening.result.createObjectStore('custom')
			}
			const former = await done(opening)
			const transaction = former.transaction(['updates', 'custom'], 'readwrite')
			for (const { copy: of, update } of updates) if (of === copy) transaction.objectStore('updates').add(update)
			transaction.objectStore('custom').put(unsaved.flat(), '1764500000000 0.5')
			transaction.objectStore('custom').put(true, 'whole')
			await new Promise((resolve) => transaction.addEventListener('complete', resolve))
			former.close()
		}
	})
}
