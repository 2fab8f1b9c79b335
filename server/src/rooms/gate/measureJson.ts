import { LIMITS } from '@charrette/shared'

/** Keys that are not data in JavaScript. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const NUMBER_BYTES = 8

/**
 * About how many bytes a value is as JSON, where a character and a sign count one; null if it is no JSON value, has a
 * key that may not be, or is nested deeper than a board's values are. A `__proto__` in the bytes shows as a changed prototype.
 */
export function measureJson(value: unknown, depth = 0): number | null {
	if (value === null || typeof value === 'boolean') return 4
	if (typeof value === 'string') return value.length + 2
	if (typeof value === 'number') return Number.isFinite(value) ? NUMBER_BYTES : null
	if (typeof value !== 'object' || depth >= LIMITS.maxValueDepth) return null
	let bytes = 2
	if (Array.isArray(value)) {
		for (const inner of value) {
			const size = measureJson(inner, depth + 1)
			if (size === null) return null
			bytes += size + 1
		}
		return bytes
	}
	if (Object.getPrototypeOf(value) !== Object.prototype) return null
	for (const [key, inner] of Object.entries(value)) {
		const size = FORBIDDEN_KEYS.has(key) ? null : measureJson(inner, depth + 1)
		if (size === null) return null
		bytes += key.length + size + 4
	}
	return bytes
}
