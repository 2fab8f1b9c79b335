import {
	addPracticeImages,
	authorNameLookup,
	type BoardContent,
	type BoardId,
	type Card,
	createId,
	createSections,
	displayNames,
	EMPTY_FACTS,
	findBoard,
	findParticipant,
	LIMITS,
	LOCALES,
	type Locale,
	type Practice,
	type PracticeFacts,
	type PracticeId,
	type PracticeImage,
	type PracticeTexts,
	type Provenance,
	readBoard,
	readPracticeTexts,
	SECTION_WORDS,
	translationOf,
	type Workshop,
	withJoined,
	writePracticeTexts,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import { type Requester, requireVisibleBoard } from '../workshops/access.ts'
import { requireDiskSpace } from '../workshops/requireDiskSpace.ts'
import { changeWorkshop } from '../workshops/WorkshopDeps.ts'
import { type ExchangeDeps, requireOwnPractice, withdrawnError } from './ExchangeDeps.ts'

interface PracticeStart {
	locale: Locale
	board?: BoardId
	/** The card on that board from which the practice is written. */
	card?: string
	fields?: PracticeTexts
}

/**
 * Starts a practice as a draft (PRACTICE1). With a card, its texts and facts are filled in from the
 * card, the obstacles that it addresses and the cases behind them. Throws `not_allowed`,
 * `not_found`, `card_gone`, `storage_full`, and `not_now` if the workshop has too many practices.
 */
export async function startPractice(deps: ExchangeDeps, requester: Requester, start: PracticeStart): Promise<Practice> {
	requireDiskSpace(deps)
	const { identity, workshop } = requester
	if (identity.role === 'projector') throw new AppError('not_allowed')
	const filled =
		start.board && start.card ? await fillFromCard(deps, requester, { board: start.board, card: start.card }) : null
	const at = deps.now()
	const person = identity.participant ? findParticipant(workshop, identity.participant) : null
	const city = filled?.card.city || person?.city || ''
	const translated = filled ? translatedTexts(filled.card) : {}
	const texts = { ...filled?.texts, ...translated[start.locale], ...start.fields }
	const practice: Practice = {
		id: createId<PracticeId>(),
		workshop: workshop.id,
		revision: 1,
		state: 'draft',
		visibility: 'server',
		title: texts.title ?? '',
		original: start.locale,
		facts: { ...EMPTY_FACTS, ...filled?.facts, city: { name: city, ...(await countryOf(deps, workshop, city)) } },
		provenance: { city, workshop: workshop.title, ...filled?.place, at },
		...(filled && { source: { board: filled.board, card: filled.card.id } }),
		version: 0,
		createdAt: at,
		updatedAt: at,
	}
	await nameInWorkshop(deps, practice)
	try {
		await deps.practices.create(practice)
	} catch (cause) {
		// The error of the store says more than an error of this change.
		await forgetInWorkshop(deps, practice).catch(() => {})
		throw cause
	}
	await deps.rooms.writePractice(practice.id, (doc) => {
		createSections(doc)
		for (const locale of LOCALES) {
			const fields = locale === start.locale ? texts : translated[locale]
			if (fields) writePracticeTexts(doc, locale, fields)
		}
		addPracticeImages(doc, filled?.images ?? [])
	})
	return practice
}

/**
 * Adds a practice to those of its workshop, before anything of it is stored: one too many leaves
 * nothing behind, and a deletion of the workshop, or the erasing of a person, finds its texts.
 */
async function nameInWorkshop(deps: ExchangeDeps, { id, workshop, state, source }: Practice): Promise<void> {
	await changeWorkshop(deps, workshop, (now) => {
		const practices = now.practices ?? []
		if (practices.length >= LIMITS.maxPractices)
			throw new AppError(
				'not_now',
				`A workshop can write at most ${LIMITS.maxPractices} practices.`,
				'too_many_practices',
			)
		return { ...now, practices: [...practices, { id, state, ...source }] }
	})
}

async function forgetInWorkshop(deps: ExchangeDeps, { id, workshop }: Practice): Promise<void> {
	await changeWorkshop(deps, workshop, (now) => ({
		...now,
		practices: (now.practices ?? []).filter((other) => other.id !== id),
	}))
}

/**
 * Changes facts, or the texts of one language, of a practice (PRACTICE3). Throws `not_found`,
 * `not_now` for a withdrawn practice, and `changed_meanwhile` if the sender has not seen the latest
 * revision.
 */
export async function changePractice(
	deps: ExchangeDeps,
	requester: Requester,
	{
		id,
		locale,
		fields,
		facts,
		baseVersion,
	}: {
		id: string
		locale?: Locale
		fields?: PracticeTexts
		facts?: Partial<PracticeFacts>
		baseVersion?: number
	},
): Promise<{ practice: Practice; texts: Partial<Record<Locale, PracticeTexts>> }> {
	const found = await requireOwnPractice(deps, requester, id)
	const city = facts?.city
	const country =
		city && city.name !== found.facts.city.name && !city.country
			? await countryOf(deps, requester.workshop, city.name)
			: {}
	const changed = await deps.practices.update(found.id, (practice) => {
		if (baseVersion !== undefined && practice.revision > baseVersion) throw new AppError('changed_meanwhile')
		if (practice.state === 'withdrawn') throw withdrawnError()
		const isOriginal = (locale ?? practice.original) === practice.original
		const title = isOriginal ? (fields?.title ?? practice.title) : practice.title
		return {
			...practice,
			title,
			facts: { ...practice.facts, ...facts, ...(city && { city: { ...city, ...country } }) },
			updatedAt: deps.now(),
		}
	})
	if (!changed) throw new AppError('not_found')
	if (fields)
		await deps.rooms.writePractice(found.id, (doc) => writePracticeTexts(doc, locale ?? changed.original, fields))
	return { practice: changed, texts: await deps.rooms.readPractice(found.id, readPracticeTexts) }
}

/** Content of a practice that is filled in from a card, and the place of the card. */
interface FilledFromCard {
	board: BoardId
	card: Card
	texts: PracticeTexts
	facts: Partial<PracticeFacts>
	images: PracticeImage[]
	place: Pick<Provenance, 'session' | 'group'>
}

async function fillFromCard(
	deps: ExchangeDeps,
	requester: Requester,
	{ board: id, card: cardId }: { board: BoardId; card: string },
): Promise<FilledFromCard> {
	const { workshop } = requester
	const board = requireVisibleBoard(requester, id)
	const names = authorNameLookup(new Map(displayNames(workshop)))
	const content = await deps.rooms.read(board, (doc) => readBoard(doc, names))
	const card = withJoined(content.cards).find((candidate) => candidate.id === cardId)
	if (!card) throw new AppError('card_gone')
	const session = findBoard(workshop, id)?.session
	const group = session?.groups.find((candidate) => candidate.board === id)
	return {
		board: id,
		card,
		...readAround(content, card),
		place: { ...(session && { session: session.title }), ...(group && { group: group.name }) },
	}
}

/**
 * Returns the texts, facts and images of a practice from a card, the cards that are linked with it,
 * and the images in its cluster.
 */
function readAround(
	{ cards, links, images }: BoardContent,
	card: Card,
): Pick<FilledFromCard, 'texts' | 'facts' | 'images'> {
	const byId = new Map(cards.map((one) => [one.id, one]))
	const linked = (from: (link: { from: string; to: string }) => string | null) =>
		links.flatMap((link) => byId.get(from(link) ?? '') ?? [])
	const obstacles = linked(({ from, to }) => (from === card.id ? to : null)).filter(({ kind }) => kind === 'obstacle')
	const ids = new Set(obstacles.map(({ id }) => id))
	const cases = linked(({ from, to }) => (ids.has(to) ? from : null)).filter(({ kind }) => kind === 'case')
	const resources = linked(({ from, to }) => (to === card.id ? from : null)).filter(({ kind }) => kind === 'resource')
	const join = (all: readonly Card[]) => [...new Set(all.map(({ text }) => text))].join('\n')
	const attached = [card, ...obstacles, ...cases].flatMap(({ image }) => image ?? [])
	const beside = images.filter(({ cluster }) => cluster !== undefined && cluster === card.cluster)
	const pictures = new Map([...attached, ...beside].map(({ path, alt }) => [path, { path, alt }]))
	const people = new Map(withJoined([card, ...obstacles]).map((one) => [`${one.author} ${one.city}`, one]))
	return {
		images: [...pictures.values()],
		texts: {
			...leadingTexts(card.text),
			...(cases.length > 0 && { context: join(cases) }),
			...(obstacles.length > 0 && { obstacles: join(obstacles) }),
			...(resources.length > 0 && { resources: join(resources) }),
		},
		facts: {
			categories: [...new Set(obstacles.flatMap(({ category }) => category ?? []))],
			obstacles: obstacles
				.slice(0, LIMITS.maxMetObstacles)
				.map(({ text, category }) => ({ text: text || '…', ...(category && { category }) })),
			contributors: [...people.values()]
				.slice(0, LIMITS.maxContributors)
				.map(({ author = '', city }) => ({ name: author, city, isNamed: false })),
		},
	}
}

const leadingTexts = (text: string): PracticeTexts => ({
	title: firstWords(text, SECTION_WORDS.title),
	abstract: text,
})

/** Returns the texts from the translations of a card that people wrote and that are not stale. */
function translatedTexts(card: Card): Partial<Record<Locale, PracticeTexts>> {
	const found = LOCALES.flatMap((locale) => {
		const translation = translationOf(card, locale)
		return translation && !translation.isStale ? [[locale, leadingTexts(translation.text)] as const] : []
	})
	return Object.fromEntries(found)
}

function firstWords(text: string, count: number): string {
	const [line = ''] = text.split('\n')
	return line
		.split(/\s+/)
		.slice(0, count)
		.join(' ')
		.slice(0, LIMITS.maxTitleLength * 2)
}

/** Returns the country of a city: as the workshop says, or else as the list of cities does. */
async function countryOf(
	{ cityNames }: Pick<ExchangeDeps, 'cityNames'>,
	{ cities }: Workshop,
	city: string,
): Promise<{ country?: string }> {
	const known = cities.find(({ name }) => name === city)?.country
	const country = known ?? (city ? (await cityNames.placeOf({ name: city }))?.country : null)
	return country ? { country } : {}
}
