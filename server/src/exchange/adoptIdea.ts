import {
	type Adoption,
	type AdoptionId,
	type AdoptResult,
	type Board,
	buildCard,
	type CardShape,
	type CardSource,
	type CardTranslations,
	createId,
	documentOf,
	findParticipant,
	LIMITS,
	type Placement,
	putRecord,
	recordsOf,
	revealRecords,
	translationKey,
	type Workshop,
} from '@charrette/shared'
import type { IndexKey } from '@tldraw/utils'
import type * as Y from 'yjs'
import { AppError } from '../errors.ts'
import type { Requester } from '../workshops/access.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'

/**
 * An idea to adopt: its text in the adopters' language, the source that its card names, and the
 * fields of the adoption that refer to its source.
 */
export interface AdoptedIdea {
	text: string
	description?: string | undefined
	/** The text in other languages, as their authors wrote it. */
	translations?: CardTranslations
	source: CardSource
	taken: Pick<Adoption, 'practice' | 'version' | 'solution' | 'origin'>
}

/**
 * Puts an idea on a board as a solution that names its source, and begins a transfer check. The
 * caller has checked that the requester may edit the board. Throws `not_now` for a full board or
 * too many adoptions.
 */
export async function adoptIdea(
	deps: Pick<ExchangeDeps, 'practices' | 'rooms' | 'now'>,
	{ workshop, identity }: Requester,
	{ board, idea }: { board: Board; idea: AdoptedIdea },
): Promise<AdoptResult> {
	if ((await deps.practices.adoptionsBy(workshop.id)).length >= LIMITS.maxAdoptions)
		throw new AppError(
			'not_now',
			`A workshop can adopt at most ${LIMITS.maxAdoptions} practices.`,
			'too_many_adoptions',
		)
	const person = identity.participant ? findParticipant(workshop, identity.participant) : null
	const city = person?.city ?? onlyCityOf(workshop)
	const addCard = (doc: Y.Doc) => {
		const at = { x: 0, y: 0, index: 'a1' as IndexKey }
		const adopted = buildAdoptedCard(idea, { id: createId(), at, city, author: identity.participant })
		const draft = documentOf([])
		putRecord(recordsOf(draft), adopted)
		// Places the card in the column of solutions, if the board has one.
		revealRecords([draft], doc, { withNames: true })
		draft.destroy()
		return adopted.id
	}
	const adds = { shapes: 1, bytes: JSON.stringify(idea).length }
	const card = await deps.rooms.write(board, addCard, { adds })
	const country = workshop.cities.find(({ name }) => name === city)?.country
	const at = deps.now()
	const adoption: Adoption = {
		id: createId<AdoptionId>(),
		...idea.taken,
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

/**
 * Returns the city for an adoption by a facilitator, who has none: the city of the workshop if
 * there is only one, otherwise an empty text.
 */
function onlyCityOf({ cities }: Workshop): string {
	const [only, ...others] = cities
	return only && others.length === 0 ? only.name : ''
}

/**
 * Returns the card of an adopted idea: a solution that names its source. `id` has no prefix
 * `shape:`; `city` is the adopters' city.
 */
export function buildAdoptedCard(
	{ text, description, translations = {}, source }: Omit<AdoptedIdea, 'taken'>,
	{ id, at, city, author }: { id: string; at: Placement; city: string; author: string | null },
): CardShape {
	const card = buildCard(id, at, { kind: 'solution', text, city }, author ?? undefined)
	const translated = Object.entries(translations).map(([locale, one]) => [translationKey(locale), { ...one }])
	const more = { ...Object.fromEntries(translated), ...(description && { description }) }
	return { ...card, meta: { ...card.meta, ...more, from: { ...source } } }
}
