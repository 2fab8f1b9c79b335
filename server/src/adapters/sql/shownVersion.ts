import { LOCALES, type Locale } from '@charrette/shared'
import { sql } from 'kysely'
import type { SqlDialect } from './SqlDatabase.ts'

/** The column of the title in a language. */
type TitleColumn = `title_${Locale}`

/**
 * Returns the columns of a version (`practice_version as v`) that lists show: its language, city
 * and titles, without the rest of its JSON.
 */
export function shownOf({ json }: SqlDialect) {
	const city = sql<string | null>`coalesce(nullif(${json('v.content', 'facts', 'city', 'name')}, ''),
		nullif(${json('v.content', 'provenance', 'city')}, ''), ${json('v.content', 'provenance', 'workshop')})`
	const titles = LOCALES.map((locale) =>
		json('v.content', 'texts', locale, 'texts', 'title').as(`title_${locale}` satisfies TitleColumn),
	)
	const country = json('v.content', 'facts', 'city', 'country')
	return [json('v.content', 'original').as('original'), city.as('city'), country.as('country'), ...titles]
}

/** Returns the titles in a row with these columns. */
export function titlesOf(row: object): Partial<Record<Locale, string>> {
	const columns = row as Partial<Record<TitleColumn, string | null>>
	const named = LOCALES.flatMap((locale): [Locale, string][] => {
		const title = columns[`title_${locale}`]
		return title ? [[locale, title]] : []
	})
	return Object.fromEntries(named)
}
