import type { Locale } from '../domain/locales.ts'
import type { PublishedPractice } from '../domain/Practice.ts'

const PATTERNS: Record<
	Locale,
	(parts: Record<'authors' | 'year' | 'title' | 'version' | 'address', string>) => string
> = {
	en: ({ authors, year, title, version, address }) => `${authors} (${year}). ${title} (version ${version}). ${address}`,
	'zh-CN': ({ authors, year, title, version, address }) =>
		`${authors}（${year}）。${title}（第 ${version} 版）。${address}`,
	es: ({ authors, year, title, version, address }) => `${authors} (${year}). ${title} (versión ${version}). ${address}`,
	fr: ({ authors, year, title, version, address }) => `${authors} (${year}). ${title} (version ${version}). ${address}`,
}

/**
 * Returns how a practice is cited in the reader's language, with its title in the language that is
 * shown. Without named authors it is cited by its city, else by who published it.
 */
export function citePractice(
	{ id, at, version, facts, provenance, texts }: PublishedPractice,
	{ locale, shown, origin }: { locale: Locale; shown: Locale; origin: string },
): string {
	const named = facts.contributors.flatMap(({ name, isNamed }) => (isNamed && name ? [name] : []))
	const { city, organisation, workshop } = provenance
	return PATTERNS[locale]({
		authors: joinNames([...new Set(named)], locale) || facts.city.name || city || organisation || workshop,
		year: String(new Date(at).getUTCFullYear()),
		title: texts[shown]?.texts.title ?? '',
		version: String(version),
		address: `${origin}/practices/${id}`,
	})
}

function joinNames(names: readonly string[], locale: Locale): string {
	return new Intl.ListFormat(locale, { style: 'short', type: 'unit' }).format(names)
}
