import { createHash, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { HostSession } from '@charrette/shared'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import { bearerOf } from './authenticate.ts'
import type { CodeThrottle } from './codeThrottle.ts'
import type { HttpContext } from './HttpContext.ts'

/**
 * Authenticates the host by the key of the server, or by a token that the key was exchanged for
 * (HOST2). Commands on this machine (CLI5) and people with a role (OIDC5) have such a token without
 * a key.
 */
export interface HostAccess {
	/** Whether this server has a key. */
	readonly hasKey: boolean
	/** Whether this server has the routes of the host for a request. */
	hasRoutesFor(request: Request): boolean
	/**
	 * Throws `host_key_needed` unless the request has the key or a token. A wrong key or token is
	 * delayed like a wrong join code.
	 */
	require(context: HttpContext): Promise<void>
	/** Exchanges the key for a token. Throws `host_key_needed` for a wrong key. */
	signIn(context: HttpContext, key: string): Promise<HostSession>
	/**
	 * Returns a token for a command that has reached the server's own socket, or for a person with
	 * the role of a host. It ends at `until` (ms since 1970) at the latest.
	 */
	issue(until?: number): HostSession
}

/** Lifetime of a token, enough for a working day. */
const SESSION_MS = 12 * 60 * 60 * 1000
const TOKEN_PATTERN = /^host\.([0-9a-z]{1,12})\.([\w-]{43})$/

/**
 * Creates the authentication of the host. Tokens are signed with a secret that is derived from the
 * key, or without one from the key that the nodes share: every node accepts them, none is stored,
 * and all become invalid when the key changes.
 */
export function createHostAccess(
	{ key, nodeKey = null }: { key: string | null; nodeKey?: string | null },
	now: () => number,
	codeThrottle: CodeThrottle,
): HostAccess {
	const shared = key ?? nodeKey
	const secret = shared === null ? randomBytes(32) : scryptSync(shared, 'charrette host session', 32)

	const sign = (until: number) => createHmac('sha256', secret).update(`host.${until}`).digest('base64url')

	function isToken(text: string): boolean {
		const [, time = '', signature = ''] = TOKEN_PATTERN.exec(text) ?? []
		const until = Number.parseInt(time, 36)
		return until > now() && isEqual(signature, sign(until))
	}

	/**
	 * Checks a key or token. A correct one is never delayed, even if others at the same address
	 * guess.
	 */
	const check = (context: HttpContext, given: string, isRight: () => boolean) =>
		codeThrottle.guess(context, given, async () => {
			if (!isRight()) throw new AppError('host_key_needed')
		})

	const isKey = (given: string) => key !== null && isEqual(given, key)
	const issue = (latest = Number.POSITIVE_INFINITY) => {
		const until = Math.min(now() + SESSION_MS, latest)
		return { token: `host.${until.toString(36)}.${sign(until)}`, until }
	}

	return {
		hasKey: key !== null,
		hasRoutesFor: (request) => key !== null || isToken(bearerOf(request) ?? ''),
		async require(context) {
			const bearer = bearerOf(context.request)
			if (bearer === null) throw new AppError('host_key_needed')
			await check(context, bearer, () => isToken(bearer) || isKey(bearer))
		},
		async signIn(context, given) {
			await check(context, given, () => isKey(given.trim()))
			return issue()
		},
		issue,
	}
}

/** Compares two texts in constant time. */
function isEqual(a: string, b: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest()
	return timingSafeEqual(hash(a), hash(b))
}
