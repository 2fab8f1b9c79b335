import type { Placement } from '@charrette/shared'

const INDEX_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The n-th place in the stack of an empty board, as a fractional index of three digits: enough for 3844 shapes. */
export function stackIndex(n: number): Placement['index'] {
	const base = INDEX_DIGITS.length
	return `b${INDEX_DIGITS[Math.floor(n / base)]}${INDEX_DIGITS[n % base]}` as Placement['index']
}
