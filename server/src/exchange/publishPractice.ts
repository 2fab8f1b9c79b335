import {
	countWords,
	LOCALES,
	type Locale,
	type Practice,
	type PracticeId,
	type PracticeSection,
	type PracticeTexts,
	type PracticeVisibility,
	type PublishedPractice,
	type PublishedTexts,
	publicFacts,
	readPracticeImages,
	readPracticeTexts,
	SECTION_WORDS,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { Requester } from '../workshops/access.ts'
import { changeWorkshop } from '../workshops/WorkshopDeps.ts'
import { type ExchangeDeps, requireOwnPractice, withPracticeState } from './ExchangeDeps.ts'
import { withCopies } from './practiceImages.ts'

/** Sections without which a practice cannot be published. */
const NEEDED: readonly PracticeSection[] = ['title', 'abstract']

/**
 * Asks the facilitators to review a draft (PRACTICE4). Throws `not_found`, and `not_now` unless it
 * is a draft.
 */
export async function submitPractice(deps: ExchangeDeps, requester: Requester, id: string): Promise<Practice> {
	const found = await requireOwnPractice(deps, requester, id)
	return changeState(deps, found, (practice) => {
		if (practice.state !== 'draft') throw new AppError('not_now', 'Only a draft can be reviewed.', 'practice_not_draft')
		return { ...practice, state: 'inReview' }
	})
}

/**
 * Publishes the current content of a practice as its next version (PRACTICE4). With `needsHost`, on
 * a server with a host key, a public practice waits in review until the host publishes it. For
 * facilitators. Throws `not_found`, and `invalid_input` with the sections that are missing or too
 * long.
 */
export async function publishPractice(
	deps: ExchangeDeps,
	requester: Requester,
	{ id, visibility, needsHost }: { id: string; visibility: PracticeVisibility; needsHost: boolean },
): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	const waits = needsHost && visibility === 'public'
	if (waits) return changeState(deps, practice, (now) => ({ ...now, visibility, state: 'inReview' }))
	return publish(deps, practice, visibility)
}

/** Publishes a practice without a check of permissions; see `publishPractice`. */
async function publish(deps: ExchangeDeps, practice: Practice, visibility: PracticeVisibility): Promise<Practice> {
	const { texts, images } = await deps.rooms.readPractice(practice.id, (doc) => ({
		texts: readPracticeTexts(doc),
		images: readPracticeImages(doc),
	}))
	requireComplete(texts, practice.original)
	const facts = { ...practice.facts, images: await withCopies(deps.images, images) }
	const earlier = practice.version > 0 ? await deps.practices.version(practice.id, practice.version) : null
	const published = toPublished({ ...practice, facts }, { texts, earlier, at: deps.now() })
	const [indexed = []] = await deps.practiceIndexer.index([published])
	const { workshop } = practice
	await deps.practices.publish({ practice: published, visibility, workshop, origin: null }, indexed)
	const title = texts[practice.original]?.title ?? practice.title
	return changeState(deps, practice, (now) => ({
		...now,
		title,
		state: 'published',
		visibility,
		version: published.version,
	}))
}

/**
 * Removes a practice from every list; its texts and versions stay (PRACTICE5). For facilitators.
 * Throws `not_found`.
 */
export async function withdrawPractice(deps: ExchangeDeps, requester: Requester, id: string): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	await deps.practices.withdraw([practice.id])
	return changeState(deps, practice, (now) => ({ ...now, state: 'withdrawn' }))
}

/**
 * Publishes a practice that waits in review, for everybody to see (PRACTICE4a). For the host.
 * Throws `not_found` and `not_now`.
 */
export async function releasePractice(deps: ExchangeDeps, id: string): Promise<Practice> {
	const practice = await deps.practices.find(id as PracticeId)
	if (!practice) throw new AppError('not_found', 'There is no such practice.')
	if (practice.state !== 'inReview')
		throw new AppError('not_now', 'This practice is not in review.', 'practice_not_draft')
	return publish(deps, practice, 'public')
}

/**
 * Removes any practice from every list (PRACTICE5). One of another server stays removed, even if it
 * arrives again (EXCH5). For the host. Throws `not_found`.
 */
export async function removePractice(deps: ExchangeDeps, id: string): Promise<void> {
	const listed = await deps.practices.listed(id as PracticeId)
	if (!listed) throw new AppError('not_found', 'There is no such practice.')
	// A practice of another server would come back with the next file or feed.
	if (listed.origin) return deps.practices.block(listed.practice.id)
	await deps.practices.withdraw([listed.practice.id])
	const own = await deps.practices.find(listed.practice.id)
	if (own) await changeState(deps, own, (now) => ({ ...now, state: 'withdrawn' }))
}

async function changeState(
	deps: ExchangeDeps,
	{ id, workshop }: Practice,
	change: (practice: Practice) => Practice,
): Promise<Practice> {
	const changed = await deps.practices.update(id, (practice) => ({ ...change(practice), updatedAt: deps.now() }))
	if (!changed) throw new AppError('not_found')
	await changeWorkshop(deps, workshop, (now) => withPracticeState(now, changed))
	return changed
}

function requireComplete(texts: Partial<Record<Locale, PracticeTexts>>, original: Locale): void {
	const missing = NEEDED.filter((section) => !texts[original]?.[section])
	const long = LOCALES.flatMap((locale) =>
		Object.entries(texts[locale] ?? {})
			.filter(([section, text]) => countWords(text) > SECTION_WORDS[section as PracticeSection])
			.map(([section]) => `${section} (${locale}): at most ${SECTION_WORDS[section as PracticeSection]} words`),
	)
	const complaints = [...missing.map((section) => `${section} (${original}): it is missing`), ...long]
	if (complaints.length > 0) throw new AppError('invalid_input', `Check ${complaints.join('; ')}.`)
}

/** Returns the next version. A language keeps its time while its texts are the same. */
function toPublished(
	{ id, version, original, facts, provenance }: Practice,
	{
		texts,
		earlier,
		at,
	}: { texts: Partial<Record<Locale, PracticeTexts>>; earlier: PublishedPractice | null; at: number },
): PublishedPractice {
	const published: Partial<Record<Locale, PublishedTexts>> = {}
	for (const locale of LOCALES) {
		const now = texts[locale]
		if (!now?.title) continue
		const before = earlier?.texts[locale]
		const isSame = JSON.stringify(before?.texts) === JSON.stringify(now)
		published[locale] = { at: isSame && before ? before.at : at, texts: now }
	}
	return { id, version: version + 1, at, original, facts: publicFacts(facts), provenance, texts: published }
}
