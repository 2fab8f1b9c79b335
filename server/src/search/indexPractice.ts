import type { Locale, PracticeTexts, PublishedPractice } from '@charrette/shared'
import { domainTextsIn, LOCALES, localesOf, practiceNamesIn } from '@charrette/shared'
import type { IndexedText } from '../ports/PracticeStore.ts'
import { indexTerms } from './analyzeText.ts'

/**
 * Returns the search terms of a practice, by language. It takes some milliseconds for each
 * language, so it runs in a worker.
 */
export function indexPractice(practice: PublishedPractice): IndexedText[] {
	const labels = LOCALES.map((locale) => indexTerms(labelsOf(practice, locale), locale)).join(' ')
	return localesOf(practice).map((locale) => {
		const { title = '', abstract = '', ...sections } = practice.texts[locale]?.texts ?? {}
		return {
			locale,
			title: indexTerms(title, locale),
			abstract: indexTerms(abstract, locale),
			body: indexTerms(bodyOf(sections, practice), locale),
			labels,
		}
	})
}

function bodyOf(sections: PracticeTexts, { facts }: PublishedPractice): string {
	return [...Object.values(sections), ...facts.obstacles.map(({ text }) => text)].join('\n')
}

/** Returns the names by which a practice is found in any language. */
function labelsOf({ facts, provenance }: PublishedPractice, locale: Locale): string {
	const { themes, sdgs } = practiceNamesIn(locale)
	const { categories } = domainTextsIn(locale)
	const country = facts.city.country && new Intl.DisplayNames([locale], { type: 'region' }).of(facts.city.country)
	return [
		facts.city.name,
		facts.city.region,
		country,
		provenance.city,
		...facts.themes.map((theme) => themes[theme]),
		...facts.categories.map((category) => categories[category]),
		...facts.sdgs.map((goal) => sdgs[goal - 1]),
	]
		.filter(Boolean)
		.join('\n')
}
