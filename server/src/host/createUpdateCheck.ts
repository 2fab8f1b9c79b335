import type { HostUpdate } from '@charrette/shared'
import type { Logger } from 'pino'
import { z } from 'zod'
import { FeedError } from '../exchange/feeds/FeedSource.ts'
import { fetchFromSource } from '../exchange/feeds/fetchFromSource.ts'

/** The newest release of Charrette, if the host has turned the notice on (UPDATE1). */
export interface UpdateCheck {
	/**
	 * Returns what is known of the newest release; null if the host has not turned it on. Asks in the
	 * background if the last answer is old, so the first call knows nothing yet.
	 */
	read(): HostUpdate | null
}

interface UpdateDeps {
	/** The address to ask; null if the host has not turned it on. */
	address: string | null
	/** The version of this server. */
	version: string
	log: Logger
	now(): number
}

/** The time from an answer to the next request, and from a failure. */
const ASK_MS = 24 * 60 * 60 * 1000
const RETRY_MS = 60 * 60 * 1000
/** Time for the answer about the newest release. @limit server: it is ignored */
const MAX_ANSWER_MS = 10_000
/** Size of the answer about the newest release. @limit server: it is ignored */
const MAX_ANSWER_BYTES = 256 * 1024
const VERSION = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/

const version = z.string().regex(VERSION)
const page = z
	.url({ protocol: /^https$/ })
	.max(500)
	.optional()
/** `{"version", "url"}`, or what GitHub answers for the latest release of a repository. */
const release = z.union([
	z.object({ version, url: page }),
	z
		.object({ tag_name: version, html_url: page })
		.transform(({ tag_name, html_url }) => ({ version: tag_name, url: html_url })),
])

/** Creates the check. It calls nobody before it is read, and not at all without an address. */
export function createUpdateCheck({ address, version, log, now }: UpdateDeps): UpdateCheck {
	let known: HostUpdate = { newest: null, url: null, isNewer: false }
	let dueAt = 0

	async function ask(source: string): Promise<void> {
		try {
			// The host has named the address, so it may be in the network of this server.
			const from = { url: source, isLan: true }
			const limits = { maxBytes: MAX_ANSWER_BYTES, maxMs: MAX_ANSWER_MS }
			const { bytes } = await fetchFromSource({ source: from, path: '', ...limits })
			const answer = release.parse(JSON.parse(bytes.toString('utf8')))
			const newest = answer.version.replace(/^v/, '')
			known = { newest, url: answer.url ?? null, isNewer: isNewer(newest, version) }
			dueAt = now() + ASK_MS
			log.info({ newest }, 'newest release asked')
		} catch (cause) {
			log.warn({ reason: reasonOf(cause) }, 'newest release not known')
		}
	}

	return {
		read() {
			if (address === null) return null
			if (now() >= dueAt) {
				dueAt = now() + RETRY_MS
				void ask(address)
			}
			return known
		},
	}
}

/** Returns whether a version is newer than this one. What follows three numbers does not count. */
function isNewer(newest: string, current: string): boolean {
	const numbers = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number)
	const here = numbers(current)
	const difference = numbers(newest).map((number, index) => number - (here[index] ?? 0))
	return (difference.find((one) => one !== 0) ?? 0) > 0
}

/** Returns a code for the log, which has nothing of the answer. */
function reasonOf(cause: unknown): string {
	if (cause instanceof FeedError) return cause.reason
	return cause instanceof SyntaxError ? 'notJson' : 'noRelease'
}
