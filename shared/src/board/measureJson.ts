import { LIMITS } from '../domain/limits.ts'

/** Keys that give access to prototypes in JavaScript, so they cannot be data. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const FIELD_PATTERN = /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/
const NUMBER_BYTES = 8

/**
 * Returns the approximate size of a value as JSON, in bytes, counting each character as one byte.
 * Returns null if the value is not JSON, has a forbidden key, or is nested deeper than
 * `LIMITS.maxValueDepth`. The prototype is checked because a `__proto__` key in decoded bytes
 * replaces it.
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

/** Whether a record may have a field of this name. */
export function isFieldName(key: string): boolean {
	return FIELD_PATTERN.test(key) && !key.split('.').some((part) => FORBIDDEN_KEYS.has(part))
}
