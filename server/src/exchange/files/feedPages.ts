import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { NOTICES_PATH, type PracticeId, type PublishedPractice, type SignedPractice } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import { AppError } from '../../errors.ts'
import type { ListedPractice, PracticePosition } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { type Sender, signedBy } from './signPractice.ts'

/** Path of the public feed on a server. */
export const FEED_PATH = '/exchange/feed.json'
/** Maximum number of practices on a page, and number of characters after which a page ends. */
const MAX_ITEMS = 50
const MAX_PAGE_CHARS = 2 * 1024 * 1024
/** Maximum size of the cache in characters, and maximum number of requests in progress. */
const MAX_CACHED_CHARS = 16 * 1024 * 1024
const MAX_WAITING = 40

/** The address of this server. */
type SenderAddress = Omit<Sender, 'now'>

/** A page of the feed, and its ETag. */
interface FeedPage {
	body: string
	etag: string
}

/** The public feed, page by page (EXCH4). */
export interface FeedPages {
	/**
	 * Returns the page that starts after `before`; null stands for the first page, with the newest
	 * practices. Throws `busy`.
	 */
	read(address: SenderAddress, before: PracticePosition | null): Promise<FeedPage>
}

/**
 * Creates the feed in the format JSON Feed 1.1; its extension `_charrette` has the signed
 * practices. Signing costs time, and anybody may request the feed, so pages are written one at a
 * time and cached until a listed practice changes.
 */
export function createFeedPages(deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>): FeedPages {
	const limit = pLimit(1)
	const written = new LRUCache<string, FeedPage & { changes: number }>({
		maxSize: MAX_CACHED_CHARS,
		sizeCalculation: ({ body }) => body.length,
	})
	const read: FeedPages['read'] = async (address, before) => {
		const key = `${address.url} ${before ? toCursor(before) : ''}`
		const changes = await deps.practices.changes()
		const known = written.get(key)
		if (known?.changes === changes) return known
		const body = JSON.stringify(await writePage(deps, address, before))
		const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
		written.set(key, { body, etag, changes })
		return { body, etag }
	}
	return {
		read(address, before) {
			if (limit.activeCount + limit.pendingCount >= MAX_WAITING) throw new AppError('busy')
			return limit(read, address, before)
		},
	}
}

async function writePage(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	address: SenderAddress,
	before: PracticePosition | null,
) {
	const { url } = address
	const listed = await deps.practices.published({ workshop: null }, MAX_ITEMS + 1, before)
	const items: object[] = []
	let chars = 0
	for (const one of listed.slice(0, MAX_ITEMS)) {
		const item = toItem(one, await signedBy(deps, one, { ...address, now: 0 }), url)
		chars += JSON.stringify(item).length
		items.push(item)
		if (chars > MAX_PAGE_CHARS) break
		await setImmediate()
	}
	const last = listed[items.length - 1]?.practice
	return {
		version: 'https://jsonfeed.org/version/1.1',
		title: 'Charrette exchange',
		home_page_url: `${url}/exchange`,
		feed_url: url + FEED_PATH,
		_charrette: { notices: NOTICES_PATH },
		...(last && items.length < listed.length && { next_url: `${url}${FEED_PATH}?before=${toCursor(last)}` }),
		items,
	}
}

function toItem({ practice }: ListedPractice, signed: SignedPractice, url: string) {
	const { id, version, at, original, facts, texts }: PublishedPractice = practice
	const { title = '', abstract = '' } = texts[original]?.texts ?? {}
	const pictures = facts.images.flatMap(({ path, copy }) =>
		copy ? [{ url: `${url}${path}?w=${copy.w}`, mime_type: copy.type, size_in_bytes: copy.bytes }] : [],
	)
	return {
		id: `${url}/practices/${id}#${version}`,
		url: `${url}/practices/${id}`,
		title,
		content_text: abstract,
		language: original,
		date_published: new Date(at).toISOString(),
		tags: [...facts.themes, ...facts.categories],
		...(pictures[0] && { image: pictures[0].url, attachments: pictures }),
		_charrette: signed,
	}
}

/** Returns a position in the form that addresses use. */
export function toCursor({ at, id }: PracticePosition): string {
	return `${at}-${id}`
}

/** Parses the position in the parameter `before`; returns null if it is invalid. */
export function parseCursor(cursor: string): PracticePosition | null {
	const [, at = '', id = ''] = /^(\d{1,15})-([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? []
	return id ? { at: Number(at), id: id as PracticeId } : null
}
