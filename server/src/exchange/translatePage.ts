import {
	type Locale,
	type PracticeId,
	type PublishedPractice,
	practiceTextId,
	practiceTextsIn,
	questionTextId,
	type ShownCityQuestion,
} from '@charrette/shared'
import type { Translations } from '../translation/createTranslations.ts'
import { mayTranslate } from '../workshops/access.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { findListed, readerOf } from './findPractices.ts'
import { translatePractices } from './translatePractices.ts'

/** How long a page waits for translations, so that it opens while the translator is slow. */
const PAGE_WAIT_MS = 2500

type Deps = ExchangeDeps & { boardTranslations: Pick<Translations, 'read' | 'state'> }

interface Written {
	published: PublishedPractice
	questions: ShownCityQuestion[]
}

/** A practice as its page shows it to a reader in whose language no writer wrote it (PAGE2). */
export type PageTranslation =
	| { state: 'translated'; to: Locale; read: Written }
	/** The reader chose what was written, or the translation is not ready. */
	| { state: 'original' | 'pending'; to: Locale }

interface PageReader {
	/** The language of the reader; null if unknown. */
	to: Locale | null
	address: string
	/** Whether the page is asked for as it was written. */
	wantsOriginal: boolean
	/** Counts a request to the translator, and returns whether the reader may send it. */
	takeRequest: () => Promise<boolean>
}

/** Translates a public practice for its page; null if nothing of it is translated. */
export async function translatePage(deps: Deps, written: Written, reader: PageReader): Promise<PageTranslation | null> {
	const { published, questions } = written
	const { to, address } = reader
	if (deps.boardTranslations.state() === null || to === null || published.texts[to]) return null
	if (!(await mayRead(deps, published.id))) return null
	if (reader.wantsOriginal) return { state: 'original', to }
	if (!(await reader.takeRequest())) return null
	const texts = practiceTextsIn(published, published.original)
	const replies = questions.flatMap(({ id }) => [
		questionTextId(published.id, id, 'question'),
		questionTextId(published.id, id, 'answer'),
	])
	const ids = [...texts.map(({ id }) => id), ...replies]
	const asked = { to, ids, by: 'all', waitMs: PAGE_WAIT_MS } as const
	const { translations, pending, problem } = await translatePractices(deps, { requester: null, address }, asked)
	const waits = new Set(pending)
	if (texts.some(({ id, section }) => section && waits.has(id))) return problem ? null : { state: 'pending', to }
	if (translations.length === 0) return null
	const found = new Map(translations.map(({ id, text }) => [id, text]))
	return { state: 'translated', to, read: replaceTexts(written, to, found) }
}

async function mayRead(deps: Deps, practice: PracticeId): Promise<boolean> {
	const listed = await findListed(deps, readerOf(null), practice)
	return listed !== null && (listed.workshop === null || mayTranslate(deps, listed.workshop))
}

/** Returns what was written with its translations instead; what has none stays. */
function replaceTexts({ published, questions }: Written, to: Locale, found: ReadonlyMap<string, string>): Written {
	const { id, original, facts } = published
	const read = (key: string, text: string) => found.get(practiceTextId(id, original, key)) ?? text
	const { texts: sections = {}, ...others } = published.texts[original] ?? { at: published.at }
	const texts = Object.fromEntries(Object.entries(sections).map(([key, text]) => [key, read(key, text)]))
	const { evidence } = facts
	return {
		published: {
			...published,
			texts: { ...published.texts, [to]: { ...others, texts } },
			facts: {
				...facts,
				obstacles: facts.obstacles.map((one, at) => ({ ...one, text: read(`obstacle${at}`, one.text) })),
				images: facts.images.map((one, at) => ({ ...one, alt: read(`alt${at}`, one.alt) })),
				...(evidence && {
					evidence: {
						...evidence,
						...(evidence.funding && { funding: read('funding', evidence.funding) }),
						links: evidence.links.map((one, at) => ({ ...one, title: read(`link${at}`, one.title) })),
						figures: evidence.figures.map((one, at) => ({ ...one, indicator: read(`figure${at}`, one.indicator) })),
					},
				}),
			},
		},
		questions: questions.map((one) => ({
			...one,
			text: found.get(questionTextId(id, one.id, 'question')) ?? one.text,
			answer: found.get(questionTextId(id, one.id, 'answer')) ?? one.answer,
		})),
	}
}
