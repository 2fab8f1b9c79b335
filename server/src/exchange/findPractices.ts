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
	type SignedNotice,
	type SimilarItem,
	type SimilarItems,
	type Withdrawal,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { SimilarCard } from '../ports/CardIndex.ts'
import type { ListedPractice, PracticeHit, PracticeQuery, PracticeReader, ReaderCity } from '../ports/PracticeStore.ts'
import { sizeOf } from '../search/collectFacets.ts'
import type { Requester } from '../workshops/access.ts'
import { showQuestions } from './cityQuestions.ts'
import { type ExchangeDeps, refOf } from './ExchangeDeps.ts'
import { findSimilarCards } from './similarCards.ts'

/**
 * Returns the requester as a reader of practices. Without a workshop, a reader may find only public
 * ones (FIND5).
 */
export function readerOf(requester: Requester | null): PracticeReader {
	return { workshop: requester?.workshop.id ?? null }
}

/**
 * Returns the city of the requester, or of their workshop if it has one. Of several cities only the
 * country is returned, if it is the same. The size is that of a practice of the workshop.
 */
export async function cityOf(
	{ cityNames, practices }: Pick<ExchangeDeps, 'cityNames' | 'practices'>,
	requester: Requester | null,
): Promise<ReaderCity | undefined> {
	if (!requester) return undefined
	const { identity, workshop } = requester
	const own = workshop.participants.find(({ id }) => id === identity.participant)?.city
	const cities = workshop.cities.filter(({ name }) => !own || name === own)
	const countries = new Set(cities.flatMap(({ country }) => country ?? []))
	const [city, ...others] = cities
	const place = city && others.length === 0 ? await cityNames.placeOf(city) : null
	const [country = place?.country] = countries.size > 1 ? [] : countries
	const about = place && city && workshop.practices?.length ? await practices.ofWorkshop(workshop.id) : []
	const known = about.find(({ facts }) => facts.city.name === city?.name && facts.city.population !== undefined)
	const population = known?.facts.city.population
	return {
		...(country && { country }),
		...(place?.at && { at: place.at }),
		...(population !== undefined && { size: sizeOf(population) }),
	}
}

/**
 * Searches practices, or lists all of them for an empty text (FIND1). With `hasPlaces`, the facets
 * have the places of the matches, too.
 */
export async function findPractices(
	{ practices, glossary }: Pick<ExchangeDeps, 'practices' | 'glossary'>,
	{ hasPlaces = false, ...query }: Omit<PracticeQuery, 'synonyms'> & { hasPlaces?: boolean },
): Promise<FoundPractices> {
	const synonyms = await glossary.synonymsOf(query.text)
	const { hits, total, counts, isPartial, corrected } = await practices.search({ ...query, synonyms })
	const { place: _, ...facets } = counts
	const next = query.offset + query.limit
	const hasMore = hits.length === query.limit && next < total && next <= LIMITS.maxSearchOffset
	return {
		practices: hits.map(toFound),
		total,
		facets: hasPlaces ? { ...counts, place: mostFrequent(counts.place ?? {}) } : facets,
		cursor: hasMore ? String(next) : null,
		isPartial,
		corrected,
	}
}

/** Returns the places with the most practices. */
function mostFrequent(places: Record<string, number>): Record<string, number> {
	const sorted = Object.entries(places).sort(([, a], [, b]) => b - a)
	return Object.fromEntries(sorted.slice(0, LIMITS.maxPlaces))
}

/** Returns a hit as it is sent to readers. */
export function toFound({ listed, locale, title, abstract, excerpt, adoptions }: PracticeHit): FoundPractice {
	const { practice, visibility, origin } = listed
	const { themes, categories, sdgs, city, images } = practice.facts
	const [image] = images
	const { organisation } = practice.provenance
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
		...(origin && { origin: origin.url, ...(organisation && { organisation }) }),
		...(image && { image: { path: image.path, alt: image.alt } }),
	}
}

/** Returns whether a reader may see a listed practice (FIND5). */
export function canRead({ visibility, workshop }: ListedPractice, reader: PracticeReader): boolean {
	if (visibility === 'public') return true
	return reader.workshop !== null && (visibility === 'server' || workshop === reader.workshop)
}

/** Returns the listed practice with this id; null also if the reader may not see it. */
export async function findListed(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	reader: PracticeReader,
	id: string,
): Promise<ListedPractice | null> {
	const listed = await practices.listed(id as PracticeId)
	return listed && canRead(listed, reader) ? listed : null
}

/**
 * Returns the listed practice with this id. Throws `not_found`, also if the reader may not see it.
 */
export async function requireListed(
	deps: Pick<ExchangeDeps, 'practices'>,
	reader: PracticeReader,
	id: string,
): Promise<ListedPractice> {
	const listed = await findListed(deps, reader, id)
	if (!listed) throw new AppError('not_found', 'There is no such practice.')
	return listed
}

/**
 * Returns a practice as a requester may see it; for members of its workshop, with its draft. Throws
 * `not_found`.
 */
export async function readPractice(deps: ExchangeDeps, requester: Requester | null, id: string): Promise<PracticeView> {
	const published = await findListed(deps, readerOf(requester), id)
	const draft = await readDraft(deps, requester, id)
	const adoptions = await deps.practices.adoptionsOf(id as PracticeId)
	const own = adoptions.find(({ workshop }) => workshop === requester?.workshop.id)
	// Only its writers and those who adopted it learn that it was withdrawn (RETURN2).
	const withdrawal = draft || own ? await readWithdrawal(deps, id as PracticeId, own?.origin?.key) : null
	if (!published && !draft && !withdrawal) throw new AppError('not_found', 'There is no such practice.')
	const reports = await deps.practices.adoptionReports(id as PracticeId)
	const isShown = published !== null || draft !== null
	return {
		published: published?.practice ?? null,
		visibility: published?.visibility ?? draft?.practice.visibility ?? 'workshop',
		origin: published?.origin?.url ?? null,
		via: published?.origin?.via ?? null,
		isRouteSigned: published?.origin?.isRouteSigned ?? false,
		outdated: published ? outdatedLocales(published.practice) : [],
		versions: isShown ? await deps.practices.versions(id as PracticeId) : [],
		adoptions: isShown ? [...showAdoptions(adoptions), ...showReports(reports, deps.now())] : [],
		...(published ? await showQuestions(deps, requester, published) : { questions: [], canAsk: false }),
		withdrawal,
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

/** Returns the adoptions on other servers (RETURN3). A time in the future becomes the present. */
export function showReports(reports: readonly SignedNotice[], now: number): ShownAdoption[] {
	return reports.flatMap(({ notice, server }) => {
		if (notice.kind !== 'adoption' || !notice.adoption) return []
		const { city, country, status, report } = notice.adoption
		const shown = { city, ...(country && { country }), status, at: Math.min(notice.at, now), report }
		return { ...shown, server: server.url ?? server.key }
	})
}

/**
 * Returns the withdrawal of a practice by the server with this key, or by this one; null while the
 * practice is listed.
 */
export async function readWithdrawal(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	id: PracticeId,
	key?: string,
): Promise<Withdrawal | null> {
	if (await practices.listed(id)) return null
	const found = await practices.withdrawalOf(id, key)
	return found && { at: found.at, reason: found.reason }
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
			synonyms: await deps.glossary.synonymsOf(card.text),
			locale,
			category: card.category ?? null,
			limit,
		}),
		findSimilarCards(deps, requester, { board, card, limit }),
	])
	const found = practices.map(({ listed: { practice }, locale: matched, score, isSameCategory }): SimilarItem => {
		const shown = practice.texts[locale] ? locale : matched
		const { city, workshop, session, group } = practice.provenance
		return {
			kind: 'practice',
			id: practice.id,
			title: practice.texts[shown]?.texts.title ?? '',
			locale: shown,
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
