import {
	ADOPTION_STATUSES,
	domainTextsIn,
	LOCALES,
	type Locale,
	OBSTACLE_CATEGORIES,
	type Place,
	PRACTICE_PROGRESS,
	PRACTICE_THEMES,
	practiceNamesIn,
	SDGS,
} from '@charrette/shared'
import type { FilterName } from '../connection/api/exchange.ts'
import { LOCALE_NAMES } from '../i18n/useTranslation.ts'

/** Returns the name of a country in a language, by its ISO 3166 code. */
export function countryName(code: string, locale: Locale): string {
	try {
		return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
	} catch {
		return code
	}
}

/** Returns the name of a place in the reader's language, as far as it is known. */
export function placeName({ name, chinese }: Place, locale: Locale): string {
	return locale === 'zh-CN' && chinese ? chinese : name
}

export function filterValueName(filter: FilterName, value: string, locale: Locale): string {
	const names = practiceNamesIn(locale)
	const named: Partial<Record<FilterName, Record<string, string>>> = {
		theme: names.themes,
		category: domainTextsIn(locale).categories,
		sdg: Object.fromEntries(SDGS.map((goal) => [goal, `${goal}. ${names.sdgs[goal - 1]}`])),
		language: LOCALE_NAMES,
		status: names.statuses,
		size: names.sizes,
		progress: names.progresses,
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
	progress: PRACTICE_PROGRESS,
}

/** Returns the host of an address; null if it cannot be parsed. Safari 16 has no `URL.canParse`. */
export function hostOf(address: string): string | null {
	try {
		return new URL(address).host
	} catch {
		return null
	}
}

/** Addresses that say nothing to people: the server of a hall. */
const LOCAL = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/

/**
 * Returns how a server is named: by its organisation, with its address unless that is one of a
 * local network. Without an organisation, by its address.
 */
export function serverName(address: string, organisation = ''): string {
	const host = hostOf(address) ?? address
	if (!organisation) return host
	return LOCAL.test(host) ? organisation : `${organisation} (${host})`
}
