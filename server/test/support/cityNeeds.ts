import { readFileSync } from 'node:fs'
import type { Locale, PracticeId, PracticeTexts, PracticeTheme, PublishedPractice } from '@charrette/shared'
import { EMPTY_FACTS, LOCALES } from '@charrette/shared'
import { readSamplePractices } from '../../dist/exchange/sample/readSamplePractices.js'
import type { ListedPractice } from '../../dist/ports/PracticeStore.js'
import { soughtPractices } from './crossLanguageQueries.ts'
import { IDEAS } from './practiceIdeas.ts'

/** A need as people type it, and the practice of the table that answers it. */
export interface Need {
	text: string
	locale: Locale
	expected: PracticeId
	isOwn: boolean
}

interface Written {
	locale: Locale
	texts: PracticeTexts
	themes: PracticeTheme[]
	city: { name: string; country: string }
}

const PRACTICES = 300
/** The cities of the practices that no need asks for. */
const OTHER_CITIES = [
	['Seoul', 'KR'],
	['Medellín', 'CO'],
	['Jakarta', 'ID'],
	['Freiburg', 'DE'],
	['Évora', 'PT'],
	['Delhi', 'IN'],
	['武汉', 'CN'],
	['Lomé', 'TG'],
	['Tehran', 'IR'],
] as const

/**
 * Returns 300 practices, each in one language, and 120 needs. The table `cityNeeds.tsv` has 60 of
 * the practices, each with a need in its language and one in another; it was written before the
 * search was changed to answer it. The others are about other subjects: the ideas of the generated
 * corpus, the practices of the sample workshop, and those of the queries across languages.
 */
export function cityNeeds(): { listed: ListedPractice[]; needs: Need[] } {
	const [, ...rows] = readFileSync(new URL('cityNeeds.tsv', import.meta.url), 'utf8')
		.trim()
		.split('\n')
	const table = rows.map((row) => row.split('\t'))
	const sought: Written[] = table.map(([locale, country = '', name = '', theme, title = '', abstract = '']) => ({
		locale: locale as Locale,
		themes: [theme as PracticeTheme],
		city: { name, country },
		texts: { title, abstract },
	}))
	const needs = table.flatMap(([own, , , , , , need = '', other, otherNeed = ''], index) => [
		{ text: need, locale: own as Locale, expected: idOf(index), isOwn: true },
		{ text: otherNeed, locale: other as Locale, expected: idOf(index), isOwn: false },
	])
	const others = soughtPractices().listed
	const samples = readSamplePractices().flatMap(({ texts, facts: { themes, city } }) =>
		LOCALES.map((locale): Written => ({ locale, themes, city, texts: texts[locale] ?? {} })),
	)
	const own = [...sought, ...samples]
	const ideas = Array.from({ length: PRACTICES - own.length - others.length }, (_, index) => writeIdea(index))
	return { listed: [...[...own, ...ideas].map(toListed), ...others], needs }
}

const idOf = (index: number) => `need${index}` as PracticeId

function writeIdea(index: number): Written {
	const locale = LOCALES[index % LOCALES.length] ?? 'en'
	const turn = Math.floor(index / LOCALES.length)
	const { texts, themes } = IDEAS[turn % IDEAS.length] as (typeof IDEAS)[number]
	const [name, country] = OTHER_CITIES[(turn + index) % OTHER_CITIES.length] as (typeof OTHER_CITIES)[number]
	const { title, sentences } = texts[locale]
	return { locale, themes, city: { name, country }, texts: { title, abstract: sentences.join(' ') } }
}

function toListed({ locale, texts, themes, city }: Written, index: number): ListedPractice {
	const at = Date.UTC(2026, 0, 1)
	const practice: PublishedPractice = {
		id: idOf(index),
		version: 1,
		at,
		original: locale,
		facts: { ...EMPTY_FACTS, themes, city },
		provenance: { city: city.name, workshop: 'Urban innovation', at },
		texts: { [locale]: { at, texts } },
	}
	return {
		practice,
		visibility: 'public',
		workshop: null,
		origin: { url: 'https://exchange.example', key: 'A'.repeat(43) },
	}
}
