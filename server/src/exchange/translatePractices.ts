import {
	type BoardId,
	type BoardTranslations,
	type Card,
	isReplyId,
	localesOf,
	type PeoplesTranslation,
	type PracticeId,
	type PublishedPractice,
	pickLanguageOf,
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
import { translatableQuestions } from './cityQuestions.ts'
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
	{ to, ids, by }: Asked,
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
	})
	const texts = new Map(asked.map(([id, { text }]) => [id, text]))
	return addPeoples(answer, { texts, peoples, isAnonymous: true })
}

/** Returns whether a text may be translated by machine: both workshops allow it (READ3). */
async function isAllowed(deps: Deps, requester: Requester | null, owner: TextOwner): Promise<boolean> {
	if (requester && !(await mayTranslate(deps, requester.workshop.id))) return false
	if (owner.kind === 'workshop') return true
	const listed = await findListed(deps, readerOf(requester), owner.id)
	return listed !== null && (listed.workshop === null || mayTranslate(deps, listed.workshop))
}

/** Returns the texts of the practices that are asked for, as far as the reader may see them. */
async function practiceTexts(
	deps: Deps,
	{ requester }: TranslationReader,
	{ to, ids }: Asked,
): Promise<Map<string, AskedText>> {
	const practices = new Set(ids.filter((id) => id.includes('/')).map((id) => practiceOfText(id)))
	const withReplies = new Set(ids.filter(isReplyId).map((id) => practiceOfText(id)))
	const texts = new Map<string, AskedText>()
	for (const id of practices) {
		const listed = await findListed(deps, readerOf(requester), id)
		if (!listed) continue
		const owner = { kind: 'practice', id: listed.practice.id } as const
		for (const one of textsOf(listed.practice, to)) texts.set(one.id, { ...one, owner })
		if (!withReplies.has(id)) continue
		const replies = [...(await reportsOf(deps, owner.id)), ...(await questionsOf(deps, requester, listed))]
		for (const [replyId, text] of replies) texts.set(replyId, { text, owner })
	}
	return texts
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
