/**
 * Puts a board's texts into another language before a writer gets them (EXP10), so that writers
 * know nothing of translations, except for those of tables, which have a column for each of both.
 */
import {
	type BoardContent,
	type BoardTexts,
	type Card,
	coverageOf,
	isDefaultTitle,
	LOCALES,
	type Locale,
	mapWithJoined,
	type TextLanguage,
	translateTitle,
	translationOf,
	type VoteResult,
	withJoined,
} from '@charrette/shared'
import type { BoardTranslation, ExportedBoard, ShownTranslation } from './ExportedBoard.ts'
import { exportLabelsIn } from './labels.ts'

/** What is known about the texts of a board, by text. */
export interface FoundTexts {
	translations: ReadonlyMap<string, string>
	/** The languages of the texts as ISO 639-1 codes, as far as they are known. */
	languages: ReadonlyMap<string, string>
}

/** Returns the texts of a board that people have not translated themselves, each once. */
export function textsToTranslate({ content }: Pick<ExportedBoard, 'content'>, to: string): string[] {
	const { cards, clusters, images, threads = [] } = content
	const texts = [
		...withJoined(cards).flatMap((card) => (peoplesTranslation(card, to) === null ? card.text : [])),
		...withJoined(cards).flatMap(({ description, image }) => [description ?? '', image?.alt ?? '']),
		...clusters.flatMap(({ title }) => (defaultTitle(title, to) === null ? title : [])),
		...images.map(({ alt }) => alt),
		...threads.flatMap(({ messages }) => messages.map(({ text }) => text)),
	]
	return [...new Set(texts)].filter((text) => text.trim() !== '')
}

/** Returns a title that Charrette gave, in one of its languages (TITLE1); null for another one. */
function defaultTitle(title: string, to: string): string | null {
	const locale = LOCALES.find((one) => one === to)
	return locale && isDefaultTitle(title) ? translateTitle(title, locale) : null
}

/** Returns the translation of a card's present text that a person wrote; null if there is none. */
function peoplesTranslation(card: Card, to: string): string | null {
	const translation = translationOf(card, to)
	return translation && !translation.isStale ? translation.text : null
}

/** Returns a copy of a board with its texts translated, or with both. */
export function inLanguage(exported: ExportedBoard, language: TextLanguage, found: FoundTexts): ExportedBoard {
	const translator = createTranslator(language, found)
	const content = translateContent(exported.content, translator)
	const translation = { ...language, ...translator }
	const [result = null] = resultsInLanguage(exported.result ? [exported.result] : [], [translation])
	return { ...exported, content, result, translation }
}

/** Returns results of votes with the texts that these boards have now. */
export function resultsInLanguage(
	results: readonly VoteResult[],
	translations: readonly (BoardTranslation | undefined)[],
): VoteResult[] {
	const shown = new Map(
		translations.flatMap((one) =>
			[...(one?.cards.values() ?? [])].map(({ original, text }) => [original, one && withText(one, original, text)]),
		),
	)
	return results.map((result) => ({
		...result,
		cards: result.cards.map((card) => ({ ...card, text: shown.get(card.text) ?? card.text })),
	}))
}

/** Says in a sentence or two what a file has of machines, and what could not be translated. */
export function translationNote(
	translations: readonly (BoardTranslation | undefined)[],
	locale: Locale,
): string | null {
	const all = (part: 'machine' | 'untranslated') => new Set(translations.flatMap((one) => [...(one?.[part] ?? [])]))
	const { byMachine, untranslated } = exportLabelsIn(locale).translations
	const [machine, missing] = [all('machine').size, all('untranslated').size]
	const sentences = [...(machine > 0 ? [byMachine] : []), ...(missing > 0 ? [untranslated(missing)] : [])]
	return sentences.join(locale === 'zh-CN' ? '' : ' ') || null
}

/** Returns the texts that a browser draws, as far as they differ from those of the document. */
export function boardTexts(exported: ExportedBoard, locale: Locale): BoardTexts {
	const { content, translation } = exported
	const cards = [...(translation?.cards ?? [])].flatMap(([id, { original, text }]) => {
		if (text === null) return []
		return [[id, translation?.choice === 'both' ? [original, text] : [text]]]
	})
	const clusters = translation ? content.clusters.map(({ id, title }) => [id, [title]]) : []
	return { texts: Object.fromEntries([...cards, ...clusters]), note: translationNote([translation], locale) }
}

function createTranslator({ choice, to }: TextLanguage, { translations, languages }: FoundTexts) {
	const [machine, untranslated] = [new Set<string>(), new Set<string>()]
	const target = to.split('-')[0]
	/** Returns the translation of a text; null if it needs none, or if there is none. */
	const translate = (original: string): string | null => {
		const text = translations.get(original)
		if (text !== undefined) {
			if (text === original) return null
			machine.add(original)
			return text
		}
		const from = languages.get(original)
		if (from && from !== target) untranslated.add(original)
		return null
	}
	return {
		cards: new Map<string, ShownTranslation>(),
		machine,
		untranslated,
		translate,
		to,
		show: (original: string, text = translate(original)) => withText({ choice }, original, text),
		/** A title on one line; the default titles are known in each of our languages. */
		showLine(original: string): string {
			const text = defaultTitle(original, to) ?? translate(original)
			if (text === null || text === original) return original
			return choice === 'both' ? `${original} · ${text}` : text
		},
	}
}

/** Returns a text in one language, or in both, below each other. */
function withText({ choice }: Pick<TextLanguage, 'choice'>, original: string, text: string | null): string {
	if (text === null) return original
	if (choice === 'translated') return text
	// A list must not continue into its translation.
	const isParagraph = original.includes('\n') || text.includes('\n')
	return `${original}${isParagraph ? '\n\n' : '\n'}${text}`
}

function translateContent(content: BoardContent, translator: ReturnType<typeof createTranslator>): BoardContent {
	const { to, translate, show, showLine } = translator
	const translateCard = (card: Omit<Card, 'joined'>): Omit<Card, 'joined'> => {
		const peoples = peoplesTranslation(card, to)
		const text = peoples ?? translate(card.text)
		const by = peoples === null ? 'machine' : 'person'
		if (text !== null || translator.untranslated.has(card.text))
			translator.cards.set(card.id, { original: card.text, text, by })
		return {
			...card,
			text: show(card.text, text),
			...(card.description !== undefined && { description: show(card.description) }),
			...(card.image && { image: { ...card.image, alt: showLine(card.image.alt) } }),
		}
	}
	const cards = content.cards.map((card) => mapWithJoined(card, translateCard))
	const clusters = content.clusters.map((cluster) => ({ ...cluster, title: showLine(cluster.title) }))
	const images = content.images.map((image) => ({ ...image, alt: showLine(image.alt) }))
	// The lists of obstacles compare the texts of the file, and so do its counts.
	const translated = { cards, links: content.links, clusters, images, coverage: coverageOf(cards, content.links) }
	if (!content.threads) return translated
	const threads = content.threads.map((thread) => ({
		...thread,
		messages: thread.messages.map((message) => ({ ...message, text: show(message.text) })),
	}))
	return { ...translated, threads }
}
