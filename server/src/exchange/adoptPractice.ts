import {
	type Adoption,
	type AdoptionChange,
	type AdoptionId,
	type AdoptResult,
	buildCard,
	type CardSource,
	createId,
	documentOf,
	type ExchangeServer,
	findParticipant,
	importRecords,
	LIMITS,
	type Locale,
	localesOf,
	type PublishedPractice,
	putRecord,
	recordsOf,
	type Workshop,
	type WorkshopAdoptions,
} from '@charrette/shared'
import type { IndexKey } from '@tldraw/utils'
import { AppError } from '../errors.ts'
import { requireEditableBoard, type Visitor } from '../workshops/access.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { readerOf, requireListed } from './findPractices.ts'

/**
 * Adopts a practice: puts it on a board as a solution that names its source, and begins a transfer check (ADOPT1). Throws
 * `not_found`, `view_only`, and `not_now` for a full board or too many adoptions.
 */
export async function adoptPractice(
	deps: ExchangeDeps,
	visitor: Visitor,
	{ id, board: boardId, locale }: { id: string; board: string; locale: Locale },
): Promise<AdoptResult> {
	const { practice, origin } = await requireListed(deps, readerOf(visitor), id)
	const board = requireEditableBoard(visitor, boardId)
	const { workshop, identity } = visitor
	if ((await deps.practices.adoptionsBy(workshop.id)).length >= LIMITS.maxAdoptions)
		throw new AppError(
			'not_now',
			`A workshop can adopt at most ${LIMITS.maxAdoptions} practices.`,
			'too_many_adoptions',
		)
	if (!(await deps.rooms.hasRoom(board)))
		throw new AppError('not_now', 'This board is full. Delete cards first.', 'board_full')
	const person = identity.participant ? findParticipant(workshop, identity.participant) : null
	const city = person?.city ?? onlyCityOf(workshop)
	const card = await deps.rooms.write(board, (doc) => {
		const draft = adoptedCard(practice, { locale, city, origin, author: identity.participant })
		const [record = ''] = importRecords(draft, doc)
		draft.destroy()
		return record
	})
	const country = workshop.cities.find(({ name }) => name === city)?.country
	const at = Date.now()
	const adoption: Adoption = {
		id: createId<AdoptionId>(),
		practice: practice.id,
		version: practice.version,
		workshop: workshop.id,
		board: board.id,
		card,
		city: { name: city, ...(country && { country }) },
		status: 'interested',
		statusAt: { interested: at },
		factors: {},
		adaptation: '',
		report: '',
		isShown: false,
		revision: 1,
		createdAt: at,
		updatedAt: at,
	}
	await deps.practices.adopt(adoption)
	return { card, adoption }
}

/** A facilitator has no city: the workshop's, if there is one only. */
function onlyCityOf({ cities }: Workshop): string {
	const [only, ...others] = cities
	return only && others.length === 0 ? only.name : ''
}

/** A document with the card of an adopted practice. */
function adoptedCard(
	practice: PublishedPractice,
	{
		locale,
		city,
		origin,
		author,
	}: { locale: Locale; city: string; origin: ExchangeServer | null; author: string | null },
) {
	const [original = practice.original] = localesOf(practice)
	const { title = '' } = practice.texts[locale]?.texts ?? practice.texts[original]?.texts ?? {}
	const doc = documentOf([])
	const at = { x: 0, y: 0, index: 'a1' as IndexKey }
	const card = buildCard(createId(), at, { kind: 'solution', text: title, city }, author ?? undefined)
	putRecord(recordsOf(doc), { ...card, meta: { ...card.meta, from: { ...sourceOf(practice, origin) } } })
	return doc
}

/** The source that a card shows. */
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
 * Changes an adoption: its status, transfer check or report (ADOPT2). For members of the adopting workshop. Throws
 * `not_found`.
 */
export async function changeAdoption(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ identity, workshop }: Visitor,
	{ id, change }: { id: string; change: AdoptionChange },
): Promise<Adoption> {
	const found = await deps.practices.findAdoption(id as AdoptionId)
	if (found?.workshop !== workshop.id || identity.role === 'projector') throw new AppError('not_found')
	const changed = await deps.practices.updateAdoption(found.id, (adoption) => {
		const at = Date.now()
		const { status = adoption.status, factors, ...others } = change
		const statusAt = status === adoption.status ? adoption.statusAt : { ...adoption.statusAt, [status]: at }
		return { ...adoption, ...others, status, statusAt, factors: { ...adoption.factors, ...factors }, updatedAt: at }
	})
	if (!changed) throw new AppError('not_found')
	return changed
}

/** The adoptions of a workshop, each with the title and provenance of its practice. */
export async function readAdoptions(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ workshop }: Visitor,
	locale: Locale,
): Promise<WorkshopAdoptions> {
	const adoptions = await deps.practices.adoptionsBy(workshop.id)
	return {
		adoptions: await Promise.all(
			adoptions.map(async (adoption) => {
				const practice = await deps.practices.version(adoption.practice, adoption.version)
				const texts = practice?.texts[locale] ?? practice?.texts[practice.original]
				return { ...adoption, title: texts?.texts.title ?? '', from: practice?.provenance ?? null }
			}),
		),
	}
}
