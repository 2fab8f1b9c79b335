import {
	type Adoption,
	type BoardId,
	type Card,
	type FoundPractice,
	type FoundPractices,
	LIMITS,
	type Locale,
	localesOf,
	outdatedLocales,
	type PracticeId,
	type PracticeView,
	type PublishedPractice,
	readPracticeTexts,
	type ShownAdoption,
	type SimilarItem,
	type SimilarItems,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { SimilarCard } from '../ports/CardIndex.ts'
import type { ListedPractice, PracticeHit, PracticeQuery, PracticeReader } from '../ports/PracticeStore.ts'
import type { Requester } from '../workshops/access.ts'
import { type ExchangeDeps, refOf } from './ExchangeDeps.ts'
import { findSimilarCards } from './similarCards.ts'

/**
 * Returns the requester as a reader of practices. Without a workshop, a reader may find only public
 * ones (FIND5).
 */
export function readerOf(requester: Requester | null): PracticeReader {
	return { workshop: requester?.workshop.id ?? null }
}

/** Searches practices, or lists all of them for an empty text (FIND1). */
export async function findPractices(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	query: PracticeQuery,
): Promise<FoundPractices> {
	const { hits, total, counts, isPartial, corrected } = await practices.search(query)
	const next = query.offset + query.limit
	const hasMore = hits.length === query.limit && next < total && next <= LIMITS.maxSearchOffset
	return {
		practices: hits.map(toFound),
		total,
		facets: counts,
		cursor: hasMore ? String(next) : null,
		isPartial,
		corrected,
	}
}

function toFound({ listed, locale, title, abstract, excerpt, adoptions }: PracticeHit): FoundPractice {
	const { practice, visibility, origin } = listed
	const { themes, categories, sdgs, city, images } = practice.facts
	const [image] = images
	return {
		id: practice.id,
		version: practice.version,
		title,
		abstract,
		...(excerpt && { excerpt }),
		locale,
		languages: localesOf(practice),
		city: city.name,
		...(city.country && { country: city.country }),
		themes,
		categories,
		sdgs,
		at: practice.at,
		adoptions,
		visibility,
		...(origin && { origin: origin.url }),
		...(image && { image: { path: image.path, alt: image.alt } }),
	}
}

/** Returns whether a reader may see a listed practice (FIND5). */
function canRead({ visibility, workshop }: ListedPractice, reader: PracticeReader): boolean {
	if (visibility === 'public') return true
	return reader.workshop !== null && (visibility === 'server' || workshop === reader.workshop)
}

/**
 * Returns the listed practice with this id. Throws `not_found`, also if the reader may not see it.
 */
export async function requireListed(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	reader: PracticeReader,
	id: string,
): Promise<ListedPractice> {
	const listed = await practices.listed(id as PracticeId)
	if (!listed || !canRead(listed, reader)) throw new AppError('not_found', 'There is no such practice.')
	return listed
}

/**
 * Returns a practice as a requester may see it; for members of its workshop, with its draft. Throws
 * `not_found`.
 */
export async function readPractice(deps: ExchangeDeps, requester: Requester | null, id: string): Promise<PracticeView> {
	const listed = await deps.practices.listed(id as PracticeId)
	const published = listed && canRead(listed, readerOf(requester)) ? listed : null
	const draft = await readDraft(deps, requester, id)
	if (!published && !draft) throw new AppError('not_found', 'There is no such practice.')
	const adoptions = await deps.practices.adoptionsOf(id as PracticeId)
	return {
		published: published?.practice ?? null,
		visibility: published?.visibility ?? draft?.practice.visibility ?? 'workshop',
		origin: published?.origin?.url ?? null,
		via: published?.origin?.via ?? null,
		isRouteSigned: published?.origin?.isRouteSigned ?? false,
		outdated: published ? outdatedLocales(published.practice) : [],
		versions: await deps.practices.versions(id as PracticeId),
		adoptions: showAdoptions(adoptions),
		...(draft && { draft: { ...draft, adoptions } }),
	}
}

/** Returns the part of adoptions that others see: those that are shown (ADOPT2). */
export function showAdoptions(adoptions: readonly Adoption[]): ShownAdoption[] {
	return adoptions
		.filter(({ isShown }) => isShown)
		.map(({ city, status, statusAt, createdAt, report }) => ({
			city: city.name,
			...(city.country && { country: city.country }),
			status,
			at: statusAt[status] ?? createdAt,
			report,
		}))
}

async function readDraft(deps: ExchangeDeps, requester: Requester | null, id: string) {
	if (!requester || requester.identity.role === 'projector' || !refOf(requester.workshop, id)) return null
	const practice = await deps.practices.find(id as PracticeId)
	return practice && { practice, texts: await deps.rooms.readPractice(practice.id, readPracticeTexts) }
}

/**
 * Returns one version of a practice, to compare it with another. The requester has to see the
 * listed practice; members of its workshop may read versions of an unlisted one, too. Throws
 * `not_found`.
 */
export async function readVersion(
	deps: ExchangeDeps,
	requester: Requester | null,
	{ id, version }: { id: string; version: number },
): Promise<PublishedPractice> {
	const isOwn = requester !== null && requester.identity.role !== 'projector' && refOf(requester.workshop, id) !== null
	if (!isOwn) await requireListed(deps, readerOf(requester), id)
	const found = await deps.practices.version(id as PracticeId, version)
	if (!found) throw new AppError('not_found', 'There is no such version.')
	return found
}

/**
 * Finds practices, and cards of other boards, that are similar to a card and that the requester may
 * see (SIMILAR1).
 */
export async function findSimilar(
	deps: ExchangeDeps,
	requester: Requester,
	{ board, card, locale, limit }: { board: BoardId; card: Card; locale: Locale; limit: number },
): Promise<SimilarItems> {
	const [practices, cards] = await Promise.all([
		deps.practices.similar({
			reader: readerOf(requester),
			text: card.text,
			locale,
			category: card.category ?? null,
			limit,
		}),
		findSimilarCards(deps, requester, { board, card, limit }),
	])
	const found = practices.map(({ listed: { practice }, locale: shown, score, isSameCategory }): SimilarItem => {
		const { city, workshop, session, group } = practice.provenance
		return {
			kind: 'practice',
			id: practice.id,
			title: practice.texts[shown]?.texts.title ?? '',
			from: { city: practice.facts.city.name || city, workshop, ...(session && { session }), ...(group && { group }) },
			score,
			why: isSameCategory ? 'category' : 'text',
		}
	})
	return { similar: interleave(found, cards.map(toItem)).slice(0, limit) }
}

function toItem({ card: id, text: title, city, place, score, isSameCategory, solutions }: SimilarCard): SimilarItem {
	return {
		kind: 'card',
		id,
		title,
		from: { city, ...place },
		score,
		why: isSameCategory ? 'category' : 'text',
		solutions: solutions.map(({ text }) => text),
	}
}

/**
 * Alternates between the best practices and the best cards, since their scores are from different
 * indexes and cannot be compared.
 */
function interleave(practices: readonly SimilarItem[], cards: readonly SimilarItem[]): SimilarItem[] {
	const longest = Math.max(practices.length, cards.length)
	return Array.from({ length: longest }, (_, index) => [cards[index], practices[index]])
		.flat()
		.filter((item) => item !== undefined)
}
