import {
	type Adoption,
	adoptedTextId,
	type BoardId,
	type BoardTranslations,
	type Card,
	collectionTextId,
	isPassageId,
	isReplyId,
	isTextOf,
	LOCALES,
	localesOf,
	ownTitleId,
	type PeoplesTranslation,
	type PracticeId,
	type PublishedPractice,
	passagesOf,
	passageTextId,
	pickLanguageOf,
	practiceBody,
	practiceOfText,
	practiceTextsIn,
	questionTextId,
	reportTextId,
} from '@charrette/shared'
import type { ListedPractice } from '../ports/PracticeStore.ts'
import type { TextOwner } from '../ports/TranslationStore.ts'
import type { OwnedText, Translations } from '../translation/createTranslations.ts'
import { addPeoples } from '../translation/peoplesTranslations.ts'
import { mayTranslate, type Requester } from '../workshops/access.ts'
import { readSource } from './adoptPractice.ts'
import { translatableQuestions } from './cityQuestions.ts'
import { findReadable } from './collectPractices.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { findListed, readerOf, showAdoptions, showReports } from './findPractices.ts'
import { findSimilarCards } from './similarCards.ts'

/** Similar cards whose texts can be asked for; the dialog shows fewer. */
const MAX_SIMILAR = 20

type Deps = ExchangeDeps & { boardTranslations: Pick<Translations, 'read'> }

/** A member of a workshop, or a reader without one at an address. */
export type TranslationReader = { requester: Requester } | { requester: null; address: string }

interface Asked {
	/** Null for the languages of the texts alone. */
	to: string | null
	ids: readonly string[]
	by: 'all' | 'machine' | 'people'
	/** How long the answer waits for translations, if not as usual. */
	waitMs?: number
}

/** A text that a reader may ask for. */
interface AskedText extends OwnedText {
	/** What the writers of the practice wrote in the reader's language. */
	people?: PeoplesTranslation
}

/**
 * Returns translations of texts of practices that a reader may see (READ9): the writers' version in
 * that language, else the machine's.
 */
export async function translatePractices(
	deps: Deps,
	reader: TranslationReader,
	asked: Asked,
): Promise<BoardTranslations> {
	return readTexts(deps, reader, asked, await practiceTexts(deps, reader, asked))
}

/**
 * Returns translations of what is similar to a card (SIMILAR1). Runs the search again, so that a
 * requester gets no text that they may not find.
 */
export async function translateSimilar(
	deps: Deps,
	requester: Requester,
	{ board, card, ...asked }: Asked & { board: BoardId; card: Card },
): Promise<BoardTranslations> {
	const found = await findSimilarCards(deps, requester, { board, card, limit: MAX_SIMILAR })
	const texts = await practiceTexts(deps, { requester }, asked)
	for (const { card: id, text, solutions, workshop } of found) {
		// The translation is stored for the workshop that reads the card, and ends with it.
		if (!(await mayTranslate(deps, workshop))) continue
		const owner = { kind: 'workshop', id: requester.workshop.id } as const
		texts.set(id, { text, owner })
		for (const [at, solution] of solutions.entries()) texts.set(`${id}/${at}`, { text: solution.text, owner })
	}
	return readTexts(deps, { requester }, asked, texts)
}

async function readTexts(
	deps: Deps,
	reader: TranslationReader,
	{ to, ids, by, waitMs }: Asked,
	known: ReadonlyMap<string, AskedText>,
): Promise<BoardTranslations> {
	const asked = ids.flatMap((id): [string, AskedText][] => {
		const text = known.get(id)
		return text ? [[id, text]] : []
	})
	const withPeoples = by === 'machine' ? [] : asked
	const peoples = new Map(withPeoples.flatMap(([id, { people }]) => (people ? [[id, people] as const] : [])))
	const answer = await deps.boardTranslations.read({
		place: reader.requester?.workshop.id ?? 'strangers',
		// All readers of a practice get the same translation, whatever their workshops are about.
		theme: '',
		texts: new Map(asked),
		settled: new Set(peoples.keys()),
		to: by === 'people' ? null : to,
		isAllowed: (owner) => isAllowed(deps, reader.requester, owner),
		...('address' in reader && { stranger: reader.address }),
		...(waitMs !== undefined && { waitMs }),
	})
	const texts = new Map(asked.map(([id, { text }]) => [id, text]))
	return addPeoples(answer, { texts, peoples, isAnonymous: true })
}

/** Returns whether a text may be translated by machine: both workshops allow it (READ3). */
async function isAllowed(deps: Deps, requester: Requester | null, owner: TextOwner): Promise<boolean> {
	if (requester && !(await mayTranslate(deps, requester.workshop.id))) return false
	if (owner.kind === 'workshop') return owner.id === requester?.workshop.id || mayTranslate(deps, owner.id)
	const listed = await findListed(deps, readerOf(requester), owner.id)
	return listed !== null && (listed.workshop === null || mayTranslate(deps, listed.workshop))
}

/** Returns the texts that are asked for, as far as the reader may see them. */
async function practiceTexts(deps: Deps, { requester }: TranslationReader, asked: Asked) {
	const texts = new Map<string, AskedText>()
	const ofAdoptions = asked.ids.filter((id) => isTextOf('adopted', id))
	const ofCollections = asked.ids.filter((id) => isTextOf('collection', id))
	await addCollections(deps, requester, ofCollections, texts)
	if (ofAdoptions.length > 0 && requester) await addAdoptions(deps, requester, ofAdoptions, texts)
	const ofOwn = asked.ids.filter((id) => isTextOf('own', id))
	if (ofOwn.length > 0 && requester) await addOwnTitles(deps, requester, { ...asked, ids: ofOwn }, texts)
	const isOther = (id: string) => !(isTextOf('adopted', id) || isTextOf('collection', id) || isTextOf('own', id))
	const others = asked.ids.filter(isOther)
	await addPractices(deps, requester, { ...asked, ids: others }, texts)
	return texts
}

/** Adds the texts of practices. */
async function addPractices(
	deps: Deps,
	requester: Requester | null,
	{ to, ids }: Asked,
	texts: Map<string, AskedText>,
): Promise<void> {
	const practices = new Set(ids.filter((id) => id.includes('/')).map((id) => practiceOfText(id)))
	const withReplies = new Set(ids.filter(isReplyId).map((id) => practiceOfText(id)))
	const withPassages = new Set(ids.filter(isPassageId).map((id) => practiceOfText(id)))
	for (const id of practices) {
		const listed = await findListed(deps, readerOf(requester), id)
		if (!listed) continue
		const owner = { kind: 'practice', id: listed.practice.id } as const
		for (const one of textsOf(listed.practice, to)) texts.set(one.id, { ...one, owner })
		if (withPassages.has(id)) for (const one of passageTextsOf(listed.practice)) texts.set(one.id, { ...one, owner })
		if (!withReplies.has(id)) continue
		const replies = [...(await reportsOf(deps, owner.id)), ...(await questionsOf(deps, requester, listed))]
		for (const [replyId, text] of replies) texts.set(replyId, { text, owner })
	}
}

/** Adds the texts of collections that the reader may see; they belong to its workshop. */
async function addCollections(
	deps: Deps,
	requester: Requester | null,
	ids: readonly string[],
	texts: Map<string, AskedText>,
): Promise<void> {
	for (const id of new Set(ids.map((one) => practiceOfText(one)))) {
		const found = await findReadable(deps, readerOf(requester), id)
		if (!found) continue
		const { id: collection, workshop, title, text } = found.collection
		const shared = { owner: { kind: 'workshop', id: workshop } as const, sample: `${title}. ${text}` }
		texts.set(collectionTextId(collection, 'title'), { text: title, ...shared })
		if (text !== '') texts.set(collectionTextId(collection, 'text'), { text, ...shared })
	}
}

/** Adds the titles of what the reader's workshop has adopted, which are on its boards, too. */
async function addAdoptions(
	deps: Deps,
	{ workshop }: Requester,
	ids: readonly string[],
	texts: Map<string, AskedText>,
): Promise<void> {
	const asked = new Set(ids)
	const owner = { kind: 'workshop', id: workshop.id } as const
	for (const adoption of await deps.practices.adoptionsBy(workshop.id)) {
		for (const locale of [...LOCALES, ''] as const) {
			const id = adoptedTextId(adoption.id, locale)
			if (!asked.has(id) || !(await mayTranslateAdopted(deps, adoption))) continue
			texts.set(id, { text: (await readSource(deps, adoption, locale)).title, owner })
		}
	}
}

/** Adds the titles of practices that the reader's workshop writes, also of drafts (READ9a). */
async function addOwnTitles(
	deps: Deps,
	{ workshop, identity }: Requester,
	{ to, ids }: Asked,
	texts: Map<string, AskedText>,
): Promise<void> {
	if (identity.role === 'projector') return
	const asked = new Set(ids)
	const owner = { kind: 'workshop', id: workshop.id } as const
	for (const { id, title } of await deps.practices.ofWorkshop(workshop.id)) {
		if (!asked.has(ownTitleId(id))) continue
		const listed = await deps.practices.listed(id)
		const published =
			listed && textsOf(listed.practice, to).find((one) => one.id.endsWith('/title') && one.text === title)
		texts.set(ownTitleId(id), { text: title, owner, ...(published?.people && { people: published.people }) })
	}
}

/** Returns whether the workshop of an adopted practice allows its translation (READ9a). */
async function mayTranslateAdopted(deps: Deps, { practice }: Adoption): Promise<boolean> {
	const listed = practice && (await deps.practices.listed(practice))
	return !listed || listed.workshop === null || mayTranslate(deps, listed.workshop)
}

/** Returns the texts of a practice in all languages, with the version in the reader's own. */
function textsOf(practice: PublishedPractice, to: string | null) {
	const locales = localesOf(practice)
	const own = to === null ? undefined : pickLanguageOf(to, locales)
	return locales.flatMap((locale) => {
		const { title = '', abstract = '' } = practice.texts[locale]?.texts ?? {}
		return practiceTextsIn(practice, locale).map(({ id, text, section }) => {
			const version = own && own !== locale && section ? practice.texts[own]?.texts[section] : undefined
			return {
				id,
				text,
				...(section && { sample: `${title}. ${abstract}` }),
				...(own && version && { people: { locale: own, text: version, isStale: false, by: undefined } }),
			}
		})
	})
}

/** Returns the passages of a practice, by which excerpts are translated, in all languages. */
function passageTextsOf(practice: PublishedPractice) {
	return localesOf(practice).flatMap((locale) => {
		const written = practice.texts[locale]?.texts ?? {}
		const { title = '', abstract = '' } = written
		return passagesOf(practiceBody(written)).map(({ index, text }) => ({
			id: passageTextId(practice.id, locale, index),
			text,
			sample: `${title}. ${abstract}`,
		}))
	})
}

/** Returns the questions about a practice that a reader may see, and their answers. */
async function questionsOf(
	deps: Deps,
	requester: Requester | null,
	listed: ListedPractice,
): Promise<[string, string][]> {
	const { id } = listed.practice
	return (await translatableQuestions(deps, requester, listed)).flatMap((one): [string, string][] => [
		[questionTextId(id, one.id, 'question'), one.text],
		[questionTextId(id, one.id, 'answer'), one.answer],
	])
}

/** Returns what cities say of their adoptions, unless their workshops forbid it (READ3). */
async function reportsOf(deps: Deps, practice: PracticeId): Promise<[string, string][]> {
	const adoptions = await deps.practices.adoptionsOf(practice)
	const shown = await Promise.all(
		adoptions.map(async (one) => ((await mayTranslate(deps, one.workshop)) ? showAdoptions([one]) : [])),
	)
	const reported = showReports(await deps.practices.adoptionReports(practice), deps.now())
	return [...shown.flat(), ...reported].map((one) => [reportTextId(practice, one), one.report])
}
