import { describe, expect, it } from 'vitest'
import { createBrowserStorage } from './browserStorage.ts'

/** Creates a fake of the browser's storage that takes values of at most `space` characters. */
function createStorage(space: number): Storage {
	const values = new Map<string, string>()
	return {
		getItem: (key) => values.get(key) ?? null,
		setItem(key, value) {
			if (value.length > space) throw new DOMException('full', 'QuotaExceededError')
			values.set(key, value)
		},
		removeItem: (key) => void values.delete(key),
		clear: () => values.clear(),
		key: (index) => [...values.keys()][index] ?? null,
		get length() {
			return values.size
		},
	}
}

describe('the storage of the browser', () => {
	it('keeps values', () => {
		const storage = createStorage(100)
		createBrowserStorage(() => storage).write('key', 'value')
		const later = createBrowserStorage(() => storage)
		expect([later.read('key'), later.read('other'), later.isVolatile.get()]).toEqual(['value', null, false])
		later.remove('key')
		expect(later.read('key')).toBeNull()
	})

	it('keeps values in memory if the browser blocks the storage, and reports it', () => {
		const store = createBrowserStorage(() => {
			throw new DOMException('blocked', 'SecurityError')
		})
		expect(store.read('key')).toBeNull()
		store.remove('key')
		expect(store.isVolatile.get()).toBe(false)
		store.write('key', 'value')
		expect([store.read('key'), store.isVolatile.get()]).toEqual(['value', true])
		store.remove('key')
		expect(store.read('key')).toBeNull()
	})

	it('[HOME1] lists the keys of its values, stored and in memory', () => {
		const store = createBrowserStorage(() => storage)
		const storage = createStorage(5)
		store.write('a.1', 'short')
		store.write('a.2', 'much longer')
		store.write('b.1', 'short')
		expect(store.keys('a.').sort()).toEqual(['a.1', 'a.2'])
		store.remove('a.1')
		expect(store.keys('a.')).toEqual(['a.2'])
		const blocked = createBrowserStorage(() => {
			throw new DOMException('blocked', 'SecurityError')
		})
		blocked.write('a.3', 'value')
		blocked.remove('a.4')
		expect(blocked.keys('a.')).toEqual(['a.3'])
	})

	it('keeps the newest value in memory if the storage is full', () => {
		const storage = createStorage(5)
		const store = createBrowserStorage(() => storage)
		store.write('key', 'short')
		store.write('key', 'much longer')
		expect(store.read('key')).toBe('much longer')
		store.write('key', 'tiny')
		expect([store.read('key'), storage.getItem('key')]).toEqual(['tiny', 'tiny'])
	})
})
