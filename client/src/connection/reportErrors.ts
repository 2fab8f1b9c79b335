/**
 * Reports uncaught errors of this page to the server, for its host (HOST11): the release, the
 * message without content, a hash of the places in the program, and the pattern of the path. It is
 * fetched with the first error, since people who join should not wait for it.
 */

import { type ClientError, withoutContent } from '@charrette/shared'
import { routePath } from './basePath.ts'
import { isOutdated } from './fetchChunk.ts'
import { callJson } from './http.ts'
import { pageScripts } from './release.ts'

/** Errors that a page reports: a broken page may fail in every frame. @limit host: not sent */
const MAX_REPORTS = 10
/** Messages without a place in the program, or about no error of it. */
const IGNORED = /^(Script error\.?$|ResizeObserver loop )/

/** Returns a function that reports an error that nothing has caught. */
export function createErrorReporter(send: (error: ClientError) => void): (thrown: unknown) => void {
	const reported = new Set<string>()
	return (thrown) => {
		const error = describe(thrown)
		const key = JSON.stringify(error)
		if (isOutdated(thrown) || IGNORED.test(error.message)) return
		if (reported.has(key) || reported.size >= MAX_REPORTS) return
		reported.add(key)
		send(error)
	}
}

function describe(thrown: unknown): ClientError {
	const { name, message, stack = '' } = thrown instanceof Error ? thrown : { name: '', message: String(thrown) }
	return {
		release: releaseName(),
		message: withoutContent([name, message].filter(Boolean).join(': ')),
		stack: hashOf(placesIn(stack)),
		route: routeOf(routePath(location.pathname)),
	}
}

/** Returns the name of the script that the page began with, whose hash differs by release. */
function releaseName(): string {
	const [script = ''] = pageScripts().filter((path) => path.includes('/assets/start-'))
	return /start-[\w.-]{1,30}/.exec(script)?.[0] ?? 'development'
}

/** Returns the places of a stack, in the formats of all browsers: `file.js:12:34`. */
function placesIn(stack: string): string {
	return (stack.match(/[\w.-]+\.[jt]sx?(\?[^:\s]*)?:\d+:\d+/g) ?? []).join(' ')
}

/** Returns a path with `:id` for each part that is not a short word of lower-case letters. */
export function routeOf(path: string): string {
	const parts = path.split('/').filter(Boolean).slice(0, 6)
	return `/${parts.map((part) => (/^[a-z]{1,12}$/.test(part) ? part : ':id')).join('/')}`
}

/** FNV-1a, as 8 hexadecimal digits. */
function hashOf(text: string): string {
	let hash = 0x811c9dc5
	for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
	return (hash >>> 0).toString(16).padStart(8, '0')
}

/** A report that does not arrive is lost: the error may be that there is no connection. */
export const reportUncaught = createErrorReporter((error) => {
	void callJson('/api/client-errors', { body: error }).catch(() => {})
})
