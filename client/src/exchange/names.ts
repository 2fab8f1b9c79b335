import {
	ADOPTION_STATUSES,
	domainTextsIn,
	LOCALES,
	type Locale,
	OBSTACLE_CATEGORIES,
	PRACTICE_THEMES,
	practiceNamesIn,
	SDGS,
} from '@charrette/shared'
import { LOCALE_NAMES } from '../i18n/useTranslation.ts'
import type { FilterName } from './exchangeApi.ts'

/** Returns the name of a country in a language, by its ISO 3166 code. */
export function countryName(code: string, locale: Locale): string {
	try {
		return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
	} catch {
		return code
	}
}

/** Returns the name of a value of a filter. */
export function filterValueName(filter: FilterName, value: string, locale: Locale): string {
	const names = practiceNamesIn(locale)
	const named: Partial<Record<FilterName, Record<string, string>>> = {
		theme: names.themes,
		category: domainTextsIn(locale).categories,
		sdg: Object.fromEntries(SDGS.map((goal) => [goal, `${goal}. ${names.sdgs[goal - 1]}`])),
		language: LOCALE_NAMES,
		status: names.statuses,
		size: names.sizes,
	}
	if (filter === 'country') return countryName(value, locale)
	return named[filter]?.[value] ?? value
}

/**
 * The values of the filters that have an order of their own. The values of other filters come from
 * the matches.
 */
export const FIXED_VALUES: Partial<Record<FilterName, readonly string[]>> = {
	theme: PRACTICE_THEMES,
	category: OBSTACLE_CATEGORIES,
	sdg: SDGS.map(String),
	language: LOCALES,
	size: ['S', 'M', 'L', 'XL'],
	status: ADOPTION_STATUSES,
}
