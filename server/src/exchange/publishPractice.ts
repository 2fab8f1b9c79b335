import { createHash } from 'node:crypto'
import {
	countWords,
	type HostReview,
	LOCALES,
	type Locale,
	type Practice,
	type PracticeId,
	type PracticeImage,
	type PracticeSection,
	type PracticeTexts,
	type PracticeVisibility,
	type PublishedPractice,
	type PublishedTexts,
	publicFacts,
	readPracticeImages,
	readPracticeTexts,
	SECTION_WORDS,
	type WaitingPractice,
	waitsForHost,
} from '@charrette/shared'
import canonicalize from 'canonicalize'
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
 * Publishes the current content of a practice as its next version (PRACTICE4). With `needsHost`, a
 * public practice waits for the host instead; what is published already stays (PRACTICE4a). For
 * facilitators. Throws `not_found`, and `invalid_input` with the sections that are missing or too
 * long.
 */
export async function publishPractice(
	deps: ExchangeDeps,
	requester: Requester,
	{ id, visibility, needsHost }: { id: string; visibility: PracticeVisibility; needsHost: boolean },
): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	const content = await readContent(deps, practice)
	requireComplete(content.texts, practice.original)
	if (!needsHost || visibility !== 'public') return publish(deps, practice, { visibility, content })
	const { organisation } = requester.workshop
	const review = { state: 'waiting', at: deps.now(), reason: '', ...(organisation && { organisation }) } as const
	const waiting = await changeState(deps, practice, (now) => ({
		...now,
		state: now.state === 'published' ? 'published' : 'inReview',
		review,
	}))
	deps.hostEvents.report({ event: 'practice.waiting', practice: practice.id })
	return waiting
}

/**
 * Takes back the request that the host publish a practice for everybody (PRACTICE4a). For
 * facilitators. Throws `not_found`, and `not_now` if it does not wait.
 */
export async function cancelRequest(deps: ExchangeDeps, requester: Requester, id: string): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	return changeState(deps, practice, (now) => {
		if (!waitsForHost(now)) throw notWaitingError()
		const { review: _, ...others } = now
		return { ...others, state: now.state === 'inReview' ? 'draft' : now.state }
	})
}

interface PracticeContent {
	texts: Partial<Record<Locale, PracticeTexts>>
	images: PracticeImage[]
}

function readContent({ rooms }: Pick<ExchangeDeps, 'rooms'>, { id }: Practice): Promise<PracticeContent> {
	return rooms.readPractice(id, (doc) => ({ texts: readPracticeTexts(doc), images: readPracticeImages(doc) }))
}

/** Publishes a practice without a check of permissions; see `publishPractice`. */
async function publish(
	deps: ExchangeDeps,
	practice: Practice,
	{ visibility, content, review }: { visibility: PracticeVisibility; content: PracticeContent; review?: HostReview },
): Promise<Practice> {
	const { texts, images } = content
	const facts = { ...practice.facts, images: await withCopies(deps.images, images) }
	const earlier = practice.version > 0 ? await deps.practices.version(practice.id, practice.version) : null
	const { name } = deps.hostSettings.current()
	const provenance = { ...practice.provenance, ...(name && { organisation: name }) }
	const published = toPublished({ ...practice, facts, provenance }, { texts, earlier, at: deps.now() })
	const [indexed = []] = await deps.practiceIndexer.index([published])
	const { workshop } = practice
	// Other servers still have the version that was public.
	const isNarrowed = visibility !== 'public' && (await deps.practices.listed(practice.id))?.visibility === 'public'
	if (isNarrowed) await deps.practices.withdraw([practice.id], { at: deps.now(), reason: '' })
	await deps.practices.publish({ practice: published, visibility, workshop, origin: null }, indexed)
	const title = texts[practice.original]?.title ?? practice.title
	return changeState(deps, practice, (now) => ({
		...now,
		title,
		state: 'published',
		visibility,
		version: published.version,
		...(review && { review }),
	}))
}

/**
 * Removes a practice from every list, also on other servers (RETURN2); its texts and versions stay
 * (PRACTICE5). For facilitators. Throws `not_found`.
 */
export async function withdrawPractice(
	deps: ExchangeDeps,
	requester: Requester,
	{ id, reason }: { id: string; reason: string },
): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	await deps.practices.withdraw([practice.id], { at: deps.now(), reason })
	return changeState(deps, practice, ({ review: _, ...now }) => ({ ...now, state: 'withdrawn' }))
}

/**
 * Returns a practice that waits for the host, as it would be published now. For the host. Throws
 * `not_found` and `not_now`.
 */
export async function readWaiting(deps: ExchangeDeps, id: string): Promise<WaitingPractice> {
	const practice = await requireWaiting(deps, id)
	const content = await readContent(deps, practice)
	const facts = { ...practice.facts, images: content.images }
	const preview = toPublished({ ...practice, facts }, { texts: content.texts, earlier: null, at: practice.updatedAt })
	const organisation = (await deps.workshops.byId(practice.workshop))?.organisation ?? null
	return { practice, organisation, preview, print: printOf(practice, content) }
}

/**
 * Publishes a practice that waits for the host, for everybody to see (PRACTICE4a). For the host.
 * Throws `not_found` and `not_now`, and `changed_meanwhile` if its content is not that of `print`.
 */
export async function releasePractice(
	deps: ExchangeDeps,
	{ id, print }: { id: string; print?: string },
): Promise<Practice> {
	const practice = await requireWaiting(deps, id)
	const content = await readContent(deps, practice)
	if (print !== undefined && print !== printOf(practice, content)) throw new AppError('changed_meanwhile')
	requireComplete(content.texts, practice.original)
	const review = { state: 'published', at: deps.now(), reason: '' } as const
	return publish(deps, practice, { visibility: 'public', content, review })
}

/**
 * Refuses to publish a practice for everybody, with a reason for its facilitators (PRACTICE4a). For
 * the host. Throws `not_found` and `not_now`.
 */
export async function refusePractice(
	deps: ExchangeDeps,
	{ id, reason }: { id: string; reason: string },
): Promise<Practice> {
	const practice = await requireWaiting(deps, id)
	return changeState(deps, practice, (now) => {
		if (!waitsForHost(now)) throw notWaitingError()
		const state = now.state === 'inReview' ? 'draft' : now.state
		return { ...now, state, review: { state: 'refused', at: deps.now(), reason } }
	})
}

async function requireWaiting(deps: Pick<ExchangeDeps, 'practices'>, id: string): Promise<Practice> {
	const practice = await deps.practices.find(id as PracticeId)
	if (!practice) throw new AppError('not_found', 'There is no such practice.')
	if (!waitsForHost(practice)) throw notWaitingError()
	return practice
}

function notWaitingError(): AppError {
	return new AppError('not_now', 'This practice does not wait for the host.', 'practice_not_draft')
}

/** Returns a hash of everything that a publication would show. */
function printOf({ original, facts, provenance }: Practice, content: PracticeContent): string {
	const json = canonicalize({ original, facts, provenance, ...content }) ?? ''
	return createHash('sha256').update(json).digest('base64url')
}

/**
 * Removes any practice from every list (PRACTICE5). One of another server stays removed, even if it
 * arrives again (EXCH5). For the host. Throws `not_found`.
 */
export async function removePractice(
	deps: ExchangeDeps,
	{ id, reason }: { id: string; reason: string },
): Promise<void> {
	const listed = await deps.practices.listed(id as PracticeId)
	if (!listed) throw new AppError('not_found', 'There is no such practice.')
	// A practice of another server would come back with the next file or feed.
	if (listed.origin) return deps.practices.block(listed.practice.id)
	await deps.practices.withdraw([listed.practice.id], { at: deps.now(), reason })
	const own = await deps.practices.find(listed.practice.id)
	const review = { state: 'withdrawn', at: deps.now(), reason } as const
	if (own) await changeState(deps, own, (now) => ({ ...now, state: 'withdrawn', review }))
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
