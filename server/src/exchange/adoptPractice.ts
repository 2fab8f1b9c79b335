import {
	type AdoptBody,
	type Adoption,
	type AdoptionChange,
	type AdoptionId,
	type AdoptResult,
	type CardSource,
	type CardTranslations,
	type ExchangeServer,
	type Locale,
	localesOf,
	type PracticeTexts,
	type PublishedPractice,
	translationFor,
	type Workshop,
	type WorkshopAdoptions,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import { type Requester, requireEditableBoard } from '../workshops/access.ts'
import { type AdoptedIdea, adoptIdea } from './adoptIdea.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { readerOf, readWithdrawal, requireListed } from './findPractices.ts'

/**
 * Adopts a practice: puts it on a board as a solution that names its source, and begins a transfer
 * check (ADOPT1). Throws `not_found`, `view_only`, and `not_now` for a full board or too many
 * adoptions.
 */
export async function adoptPractice(
	deps: ExchangeDeps,
	requester: Requester,
	{ id, board: boardId, locale, title, text }: AdoptBody & { id: string; locale: Locale },
): Promise<AdoptResult> {
	const { practice, origin } = await requireListed(deps, readerOf(requester), id)
	const board = requireEditableBoard(requester, boardId)
	const idea = ideaOf(practice, { locale, origin, title })
	const adopted = await adoptIdea(deps, requester, { board, idea: { ...idea, description: text } })
	deps.hostEvents.report({ event: 'practice.adopted', practice: practice.id })
	return adopted
}

/**
 * Returns the idea of a practice, for adopters who read this language. `origin` is the server of
 * the practice; null for this one. `chosen` is a title of the adopters.
 */
export function ideaOf(
	practice: PublishedPractice,
	{ locale, origin, title: chosen }: { locale: Locale; origin: ExchangeServer | null; title?: string | undefined },
): AdoptedIdea {
	const original = originalTexts(practice).title ?? ''
	const title = chosen ?? practice.texts[locale]?.texts.title ?? original
	const taken = {
		practice: practice.id,
		version: practice.version,
		...(origin && { origin: { url: origin.url, key: origin.key } }),
	}
	const source = { ...sourceOf(practice, origin), ...(original !== title && { title: original }) }
	return { text: title, translations: titlesOf(practice, { title, locale }), source, taken }
}

/** Returns the texts of a practice in its original language. */
function originalTexts(practice: PublishedPractice): PracticeTexts {
	const [original = practice.original] = localesOf(practice)
	return practice.texts[original]?.texts ?? {}
}

/** Returns the titles of a practice in other languages, as translations of the card's text. */
function titlesOf(practice: PublishedPractice, card: { title: string; locale: Locale }): CardTranslations {
	const titles = localesOf(practice).map((locale) => [locale, practice.texts[locale]?.texts.title ?? ''] as const)
	const others = titles.filter(([locale, title]) => title && locale !== card.locale && title !== card.title)
	return Object.fromEntries(others.map(([locale, title]) => [locale, translationFor(card.title, title, null)]))
}

/** Returns the source that a card shows. */
function sourceOf({ id, version, facts, provenance }: PublishedPractice, origin: ExchangeServer | null): CardSource {
	const { city, workshop, session, group } = provenance
	return {
		practice: id,
		version,
		city: facts.city.name || city,
		workshop,
		...(session && { session }),
		...(group && { group }),
		...(origin && { server: origin.url }),
	}
}

/**
 * Changes an adoption: its status, transfer check or report (ADOPT2). For members of the adopting
 * workshop. Throws `not_found`.
 */
export async function changeAdoption(
	deps: Pick<ExchangeDeps, 'practices' | 'now'>,
	{ identity, workshop }: Requester,
	{ id, change }: { id: string; change: AdoptionChange },
): Promise<Adoption> {
	const found = await deps.practices.findAdoption(id as AdoptionId)
	if (found?.workshop !== workshop.id || identity.role === 'projector') throw new AppError('not_found')
	// Former releases did not store the server of the practice.
	const listed = found.practice && !found.origin ? await deps.practices.listed(found.practice) : null
	const origin = listed?.origin && { url: listed.origin.url, key: listed.origin.key }
	const changed = await deps.practices.updateAdoption(found.id, (adoption) => {
		const at = deps.now()
		const { status = adoption.status, factors, ...others } = change
		const statusAt = status === adoption.status ? adoption.statusAt : { ...adoption.statusAt, [status]: at }
		return {
			...adoption,
			...(origin && { origin }),
			...others,
			status,
			statusAt,
			factors: { ...adoption.factors, ...factors },
			updatedAt: at,
		}
	})
	if (!changed) throw new AppError('not_found')
	return changed
}

/**
 * Returns the adoptions of a workshop, each with the title and provenance of the practice or
 * solution that it adopted. The title is in `locale` if the writers wrote it.
 */
export async function readAdoptions(
	deps: Pick<ExchangeDeps, 'practices'>,
	workshop: Pick<Workshop, 'id'>,
	locale: Locale,
): Promise<WorkshopAdoptions> {
	const adoptions = await deps.practices.adoptionsBy(workshop.id)
	return {
		adoptions: await Promise.all(
			adoptions.map(async (adoption) => {
				const { practice, origin } = adoption
				const withdrawal = practice && (await readWithdrawal(deps, practice, origin?.key))
				return { ...adoption, ...(await readSource(deps, adoption, locale)), withdrawal }
			}),
		),
	}
}

/** Returns the title of what was adopted, if possible in `locale`, and its provenance. */
export async function readSource(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ practice: id, version, solution, createdAt }: Adoption,
	locale: Locale | '',
): Promise<Pick<WorkshopAdoptions['adoptions'][number], 'title' | 'titleLocale' | 'from'>> {
	if (solution) return { title: solution.text, titleLocale: '', from: { ...solution.from, at: createdAt } }
	const practice = id && (await deps.practices.version(id, version))
	if (!practice) return { title: '', titleLocale: '', from: null }
	const written = locale !== '' && practice.texts[locale] ? locale : practice.original
	return { title: practice.texts[written]?.texts.title ?? '', titleLocale: written, from: practice.provenance }
}
