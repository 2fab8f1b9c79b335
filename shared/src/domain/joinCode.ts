import { getRandomValues } from 'lib0/webcrypto'

/** A join code: 8 characters, 40 bits, of Crockford's base 32 (no I, L, O or U, so nothing is misread from the wall). */
export type JoinCode = string & { readonly __brand: 'JoinCode' }

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const MISREAD: Record<string, string> = { I: '1', L: '1', O: '0' }

/** A fresh random join code. */
export function createJoinCode(): JoinCode {
	const bytes = getRandomValues(new Uint8Array(LENGTH)) as Uint8Array
	return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('') as JoinCode
}

/** What a person typed, as a join code: case, spaces and dashes don't matter, I and L read as 1, O as 0. Null if it can't be one. */
export function parseJoinCode(typed: string): JoinCode | null {
	const code = typed
		.toUpperCase()
		.replace(/[\s\-–—_.]/g, '')
		.replace(/[ILO]/g, (letter) => MISREAD[letter] ?? letter)
	const isCode = code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
	return isCode ? (code as JoinCode) : null
}

/** A join code as people read it: `7KQM-2HXD`. */
export function formatJoinCode(code: JoinCode): string {
	return `${code.slice(0, 4)}-${code.slice(4)}`
}
