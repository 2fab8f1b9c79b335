import {
	type CollectionId,
	type CollectionImage,
	type CollectionSummary,
	type CollectionView,
	createId,
	findSession,
	LIMITS,
	type Locale,
	type PracticeCollection,
	type PracticeId,
	type SessionId,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ListedPractice, PracticeReader } from '../ports/PracticeStore.ts'
import type { Requester } from '../workshops/access.ts'
import { requireDiskSpace } from '../workshops/requireDiskSpace.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { canRead, readerOf, toFound } from './findPractices.ts'

type CollectionDeps = Pick<ExchangeDeps, 'practices'>

interface CollectionStart {
	title: string
	text: string
	session: SessionId | null
	practices: PracticeId[]
}

/**
 * Makes a collection of practices (COLLECT1). For facilitators. Throws `not_found` for a practice
 * that they cannot see, or a session, and `not_now` if the workshop has too many collections.
 */
export async function startCollection(
	deps: CollectionDeps & Pick<ExchangeDeps, 'now' | 'storageHealth'>,
	requester: Requester,
	start: CollectionStart,
): Promise<PracticeCollection> {
	requireDiskSpace(deps)
	requireSessionOf(requester, start.session)
	await requireReadable(deps, requester, start.practices)
	const at = deps.now()
	const own = { id: createId<CollectionId>(), workshop: requester.workshop.id, revision: 1, image: null }
	const collection: PracticeCollection = { ...own, ...start, createdAt: at, updatedAt: at }
	if (!(await deps.practices.addCollection(collection)))
		throw new AppError('not_now', `A workshop can have at most ${LIMITS.maxCollections} collections.`)
	return collection
}

interface CollectionChange extends Partial<CollectionStart> {
	image?: CollectionImage | null
	baseVersion?: number
}

/**
 * Changes a collection of the requester's workshop. For facilitators. Throws `not_found` as above,
 * and `changed_meanwhile` if the sender has not seen the latest revision.
 */
export async function changeCollection(
	deps: CollectionDeps & Pick<ExchangeDeps, 'now'>,
	requester: Requester,
	id: string,
	{ baseVersion, ...change }: CollectionChange,
): Promise<PracticeCollection> {
	const found = await requireOwnCollection(deps, requester, id)
	if (change.session !== undefined && change.session !== found.session) requireSessionOf(requester, change.session)
	const added = change.practices?.filter((practice) => !found.practices.includes(practice)) ?? []
	await requireReadable(deps, requester, added)
	const changed = await deps.practices.updateCollection(found.id, (collection) => {
		if (baseVersion !== undefined && collection.revision > baseVersion) throw new AppError('changed_meanwhile')
		return { ...collection, ...change, updatedAt: deps.now() }
	})
	if (!changed) throw new AppError('not_found')
	return changed
}

/** Returns the collection of the requester's workshop with this id. Throws `not_found`. */
export async function requireOwnCollection(
	{ practices }: CollectionDeps,
	{ workshop }: Requester,
	id: string,
): Promise<PracticeCollection> {
	const collection = await practices.findCollection(id as CollectionId)
	if (collection?.workshop !== workshop.id) throw new AppError('not_found', 'There is no such collection.')
	return collection
}

/** Returns the collections of the requester's workshop with the images that represent them. */
export async function listCollections(
	{ practices }: CollectionDeps,
	{ workshop }: Requester,
): Promise<CollectionSummary[]> {
	const collections = await practices.collectionsOf(workshop.id)
	const reader = { workshop: workshop.id }
	const needed = collections.flatMap(({ image, practices: all }) => (image ? [] : all))
	const found = await practices.listedAmong([...new Set(needed)])
	const readable = new Map(
		found.flatMap(({ listed }) => (canRead(listed, reader) ? [[listed.practice.id, listed] as const] : [])),
	)
	return collections.map((collection) => summarise(collection, readable))
}

function summarise(
	collection: PracticeCollection,
	readable: ReadonlyMap<PracticeId, ListedPractice>,
): CollectionSummary {
	const images = collection.practices.flatMap((id) => readable.get(id)?.practice.facts.images[0] ?? [])
	const [first] = images
	return { ...collection, cover: collection.image ?? (first ? { path: first.path, alt: first.alt } : null) }
}

/**
 * Returns a collection with those of its practices that a reader may see, by id; null if the reader
 * may not see it (COLLECT2): members of its workshop always may, others if they may see all of its
 * practices that are listed, and at least one is.
 */
export async function findReadable({ practices }: CollectionDeps, reader: PracticeReader, id: string) {
	const collection = await practices.findCollection(id as CollectionId)
	if (!collection) return null
	const found = await practices.listedAmong(collection.practices)
	const readable = new Map(
		found.flatMap((one) => (canRead(one.listed, reader) ? [[one.listed.practice.id, one] as const] : [])),
	)
	const isWhole = found.length > 0 && readable.size === found.length
	const isOwn = reader.workshop === collection.workshop
	return isOwn || isWhole ? { collection, found, readable, isOwn } : null
}

/** Returns a collection as a requester may see it (COLLECT2). Throws `not_found`. */
export async function readCollection(
	deps: CollectionDeps,
	requester: Requester | null,
	{ id, locale }: { id: string; locale: Locale },
): Promise<CollectionView> {
	const read = await findReadable(deps, readerOf(requester), id)
	if (!read) throw new AppError('not_found', 'There is no such collection.')
	const { collection, found, readable, isOwn } = read
	const shown = collection.practices.flatMap((practice) => readable.get(practice) ?? [])
	const listed = new Map(shown.map((one) => [one.listed.practice.id, one.listed]))
	const { workshop: _, ...summary } = summarise(collection, listed)
	return {
		collection: summary,
		isOwn,
		practices: shown.map(({ listed, adoptions }) => {
			const { texts, original } = listed.practice
			const read = texts[locale] ? locale : original
			const { title = '', abstract = '' } = texts[read]?.texts ?? {}
			const marked = { title: { text: title, marks: [] }, abstract: { text: abstract, marks: [] } }
			return toFound({ listed, locale: read, ...marked, adoptions })
		}),
		gone: collection.practices.length - shown.length,
		isPublic: found.length > 0 && found.every(({ listed }) => listed.visibility === 'public'),
	}
}

function requireSessionOf({ workshop }: Requester, session: SessionId | null): void {
	if (session && !findSession(workshop, session)) throw new AppError('not_found', 'There is no such session.')
}

async function requireReadable(
	{ practices }: CollectionDeps,
	requester: Requester,
	ids: readonly PracticeId[],
): Promise<void> {
	const found = await practices.listedAmong(ids)
	const readable = found.filter(({ listed }) => canRead(listed, readerOf(requester)))
	if (readable.length < ids.length) throw new AppError('not_found', 'There is no such practice.')
}
