import { hkdfSync } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { Request } from 'express'
import type { JWTPayload } from 'jose'
import type { HttpContext } from '../HttpContext.ts'

/** The purpose and lifetime of a kind of cookie. */
export interface CookieKind {
	name: string
	maxAgeMs: number
}

/**
 * Cookies whose content only the server reads: encrypted and authenticated (JWE, A256GCM), with
 * their expiry inside. The server stores nothing, and all nodes with the same secret can read them.
 */
export interface SealedCookies {
	set(context: HttpContext, kind: CookieKind, content: JWTPayload): Promise<void>
	/**
	 * Returns the content of a cookie; null if it is missing, has expired, or was not sealed with
	 * this secret.
	 */
	read(request: Request, kind: CookieKind): Promise<JWTPayload | null>
	clear(context: HttpContext, kind: CookieKind): void
}

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const
const KEY_BYTES = 32

/**
 * Seals cookies with a key that is derived from this secret. `isSecure` returns true for a request
 * over https; `base` is the path of the server's address (PATH1).
 */
export function createSealedCookies(
	secret: string,
	{ isSecure, base }: { isSecure: (request: Request) => boolean; base: string },
): SealedCookies {
	const key = new Uint8Array(hkdfSync('sha256', secret, '', 'charrette cookies', KEY_BYTES))
	/**
	 * Returns the name of a cookie. The prefix `__Host-` keeps other hosts of the same domain from
	 * setting it; browsers require https for it, and no path.
	 */
	const prefix = base === '' ? '__Host-' : '__Secure-'
	const nameOf = (request: Request, { name }: CookieKind) => `${isSecure(request) ? prefix : ''}charrette-${name}`
	const attributes = (request: Request) =>
		({ httpOnly: true, sameSite: 'lax', path: `${base}/`, secure: isSecure(request) }) as const

	return {
		async set({ request, response }, kind, content) {
			const { EncryptJWT } = await import('jose')
			const sealed = await new EncryptJWT(content)
				.setProtectedHeader(ENCRYPTION)
				.setAudience(kind.name)
				.setExpirationTime(new Date(Date.now() + kind.maxAgeMs))
				.encrypt(key)
			response.cookie(nameOf(request, kind), sealed, { ...attributes(request), maxAge: kind.maxAgeMs })
		},
		async read(request, kind) {
			const sealed = parseCookie(request.get('Cookie') ?? '')[nameOf(request, kind)]
			if (!sealed) return null
			const { errors, jwtDecrypt } = await import('jose')
			try {
				const allowed = { keyManagementAlgorithms: [ENCRYPTION.alg], contentEncryptionAlgorithms: [ENCRYPTION.enc] }
				return (await jwtDecrypt(sealed, key, { ...allowed, audience: kind.name, requiredClaims: ['exp'] })).payload
			} catch (cause) {
				if (cause instanceof errors.JOSEError) return null
				throw cause
			}
		},
		clear({ request, response }, kind) {
			response.clearCookie(nameOf(request, kind), attributes(request))
		},
	}
}
