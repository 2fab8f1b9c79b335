import type { Locale, PracticeId, PracticeTexts, PublishedPractice } from '@charrette/shared'
import { EMPTY_FACTS, LOCALES } from '@charrette/shared'
import type { ListedPractice } from '../../dist/ports/PracticeStore.js'
import { IDEAS, type Idea } from './practiceIdeas.ts'
import { createRandom, type Random } from './randomEdits.ts'

const CITIES = [
	['Guangzhou', 'CN', 18_000_000],
	['Bogotá', 'CO', 7_900_000],
	['Dakar', 'SN', 1_200_000],
	['Seoul', 'KR', 9_400_000],
	['Wuhan', 'CN', 12_000_000],
	['Medellín', 'CO', 2_500_000],
	['Montréal', 'CA', 1_800_000],
	['Jakarta', 'ID', 10_600_000],
	['Barcelona', 'ES', 1_600_000],
	['Johannesburg', 'ZA', 5_600_000],
	['Kunming', 'CN', 8_400_000],
	['Freiburg', 'DE', 230_000],
	['Évora', 'PT', 53_000],
	['Delhi', 'IN', 16_800_000],
	['Tehran', 'IR', 9_000_000],
] as const

/** Sentences that any city might add. They make texts about different subjects similar. */
const REMARKS: Record<Locale, readonly string[]> = {
	en: ['The mayor signed it in spring.', 'Residents were asked twice.', 'The pilot cost less than one bus.'],
	'zh-CN': ['市长在春天签署。', '居民被征询两次。', '试点费用低于一辆公交车。'],
	es: [
		'La alcaldía lo firmó en primavera.',
		'Se preguntó dos veces al vecindario.',
		'El piloto costó menos que un autobús.',
	],
	fr: [
		'La maire l’a signé au printemps.',
		'Les riverains ont été consultés deux fois.',
		'Le pilote a coûté moins qu’un bus.',
	],
}

/** A query of a person who looks for one practice of the corpus. */
export interface Question {
	text: string
	locale: Locale
	expected: PracticeId
}

/**
 * Creates practices in four languages, every idea in several cities, and questions whose answer is
 * one of them. Seeded. `names` is the number of invented words added to each text, by default none:
 * a large collection has as many words as people and places.
 */
export function practiceCorpus(
	seed: number,
	{ practices, questions, names = 0 }: { practices: number; questions: number; names?: number },
) {
	const random = createRandom(seed)
	const listed = Array.from({ length: practices }, (_, n) => addNames(random, listedPractice(random, n), names))
	return { listed, questions: Array.from({ length: questions }, (_, n) => askFor(random, n, listed)) }
}

function listedPractice(random: Random, n: number): ListedPractice {
	const idea = IDEAS[n % IDEAS.length] as Idea
	const [city, country, population] = cityOf(n)
	const original = LOCALES[random.below(LOCALES.length)] as Locale
	const translation = LOCALES[random.below(LOCALES.length)] as Locale
	const at = Date.UTC(2020 + (n % 6), n % 12, 1 + (n % 28))
	const texts: PublishedPractice['texts'] = {}
	for (const locale of [original, translation]) texts[locale] = { at, texts: write(random, idea, { locale, city }) }
	const { themes, categories, sdgs } = idea
	const facts = {
		...EMPTY_FACTS,
		themes,
		categories,
		sdgs,
		city: { name: city, country, population },
		startedOn: `${2015 + (n % 9)}`,
	}
	const provenance = { city, workshop: 'Urban innovation', session: 'Day 1', group: `Group ${1 + (n % 6)}`, at }
	const practice = { id: `practice${n}` as PracticeId, version: 1, at, original, facts, provenance, texts }
	return {
		practice,
		visibility: 'public',
		workshop: null,
		origin: { url: 'https://exchange.example', key: 'A'.repeat(43) },
	}
}

/** The largest number of different invented words in a corpus. */
const INVENTED = 60_000
const ONSETS = ['b', 'ch', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'qu', 'r', 's', 't', 'v', 'z']
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'en', 'or', 'un']
const FIRST_HAN = 0x4e00

/** Returns the n-th invented word: syllables, or two characters for Chinese. */
function inventWord(n: number, locale: Locale): string {
	if (locale === 'zh-CN') return String.fromCodePoint(FIRST_HAN + (n % 4000), FIRST_HAN + (Math.floor(n / 16) % 4000))
	let word = ''
	for (let rest = n + 200; rest > 0; rest = Math.floor(rest / 144))
		word += `${ONSETS[rest % ONSETS.length]}${VOWELS[Math.floor(rest / ONSETS.length) % VOWELS.length]}`
	return word
}

function addNames(random: Random, listed: ListedPractice, count: number): ListedPractice {
	if (count === 0) return listed
	for (const [locale, written] of Object.entries(listed.practice.texts) as [Locale, { texts: PracticeTexts }][]) {
		// Some words are far more frequent than others.
		const words = Array.from({ length: count }, () => inventWord(random.below(1 + random.below(INVENTED)), locale))
		written.texts.resources = words.join(locale === 'zh-CN' ? '，' : ' ')
	}
	return listed
}

/**
 * Returns the city of the n-th practice. Each idea is in each city once before a city has it again.
 */
function cityOf(n: number) {
	const index = (Math.floor(n / IDEAS.length) + 4 * (n % IDEAS.length)) % CITIES.length
	return CITIES[index] as (typeof CITIES)[number]
}

function write(random: Random, { texts }: Idea, { locale, city }: { locale: Locale; city: string }) {
	const { title, sentences } = texts[locale]
	const joint = locale === 'zh-CN' ? '' : ' '
	const remarks = REMARKS[locale]
	const remark = () => remarks[random.below(remarks.length)] ?? ''
	return {
		title,
		abstract: [sentences[0], sentences[1]].join(joint),
		context: `${city}. ${remark()}`,
		process: [sentences[2], remark()].join(joint),
		lessons: misspell(random, [remark(), sentences[random.below(3)]].join(joint)),
	}
}

/** Creates a question. In every fourth question a word is misspelled. */
function askFor(random: Random, n: number, listed: readonly ListedPractice[]): Question {
	const { practice } = listed[random.below(listed.length)] as ListedPractice
	const idea = IDEAS[Number(practice.id.slice('practice'.length)) % IDEAS.length] as Idea
	const locale = n % 3 === 0 && practice.texts['zh-CN'] ? 'zh-CN' : practice.original
	const query = idea.texts[locale].queries[n % 2] as string
	const asked = n % 4 === 0 ? misspell(random, query) : query
	return { text: `${asked} ${practice.facts.city.name}`, locale, expected: practice.id }
}

/** Swaps two adjacent letters in a longer Latin word. */
function misspell(random: Random, text: string): string {
	const words = [...text.matchAll(/\p{Script=Latin}{6,}/gu)]
	const chosen = words[random.below(Math.max(1, words.length))]
	if (!chosen) return text
	const place = chosen.index + 1 + random.below(chosen[0].length - 2)
	return `${text.slice(0, place)}${text.charAt(place + 1)}${text.charAt(place)}${text.slice(place + 2)}`
}
