import {
	type Adoption,
	type AdoptionChange,
	type AdoptionId,
	type AdoptResult,
	type CardSource,
	type ExchangeServer,
	type Locale,
	localesOf,
	type Provenance,
	type PublishedPractice,
	type Workshop,
	type WorkshopAdoptions,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import { type Requester, requireEditableBoard } from '../workshops/access.ts'
import { type AdoptedIdea, adoptIdea } from './adoptIdea.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { readerOf, requireListed } from './findPractices.ts'

/**
 * Adopts a practice: puts it on a board as a solution that names its source, and begins a transfer
 * check (ADOPT1). Throws `not_found`, `view_only`, and `not_now` for a full board or too many
 * adoptions.
 */
export async function adoptPractice(
	deps: ExchangeDeps,
	requester: Requester,
	{ id, board: boardId, locale }: { id: string; board: string; locale: Locale },
): Promise<AdoptResult> {
	const { practice, origin } = await requireListed(deps, readerOf(requester), id)
	const board = requireEditableBoard(requester, boardId)
	return adoptIdea(deps, requester, { board, idea: ideaOf(practice, { locale, origin }) })
}

/**
 * Returns the idea of a practice, for adopters who read this language. `origin` is the server of
 * the practice; null for this one.
 */
export function ideaOf(
	practice: PublishedPractice,
	{ locale, origin }: { locale: Locale; origin: ExchangeServer | null },
): AdoptedIdea {
	const [original = practice.original] = localesOf(practice)
	const { title = '' } = practice.texts[locale]?.texts ?? practice.texts[original]?.texts ?? {}
	const taken = { practice: practice.id, version: practice.version }
	return { text: title, source: sourceOf(practice, origin), taken }
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
	const changed = await deps.practices.updateAdoption(found.id, (adoption) => {
		const at = deps.now()
		const { status = adoption.status, factors, ...others } = change
		const statusAt = status === adoption.status ? adoption.statusAt : { ...adoption.statusAt, [status]: at }
		return { ...adoption, ...others, status, statusAt, factors: { ...adoption.factors, ...factors }, updatedAt: at }
	})
	if (!changed) throw new AppError('not_found')
	return changed
}

/**
 * Returns the adoptions of a workshop, each with the title and provenance of the practice or
 * solution that it adopted.
 */
export async function readAdoptions(
	deps: Pick<ExchangeDeps, 'practices'>,
	workshop: Pick<Workshop, 'id'>,
	locale: Locale,
): Promise<WorkshopAdoptions> {
	const adoptions = await deps.practices.adoptionsBy(workshop.id)
	return {
		adoptions: await Promise.all(
			adoptions.map(async (adoption) => ({ ...adoption, ...(await readSource(deps, adoption, locale)) })),
		),
	}
}

async function readSource(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ practice: id, version, solution, createdAt }: Adoption,
	locale: Locale,
): Promise<{ title: string; from: Provenance | null }> {
	if (solution) return { title: solution.text, from: { ...solution.from, at: createdAt } }
	const practice = id && (await deps.practices.version(id, version))
	if (!practice) return { title: '', from: null }
	const texts = practice.texts[locale] ?? practice.texts[practice.original]
	return { title: texts?.texts.title ?? '', from: practice.provenance }
}
