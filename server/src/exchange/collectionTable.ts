import { collectionTableTextsIn, findSession, type Locale, type Workshop, writeCsv } from '@charrette/shared'
import type { ExchangeDeps } from './ExchangeDeps.ts'

interface TableOptions {
	locale: Locale
	/** The address of this server, before the paths of pages. */
	origin: string
}

/**
 * Writes the collections of a workshop as CSV, newest first, with one practice per line (COLLECT6);
 * null without any. Practices that other workshops share with this server alone are left out, since
 * files go further.
 */
export async function collectionsToCsv(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	workshop: Workshop,
	{ locale, origin }: TableOptions,
): Promise<string | null> {
	const collections = await practices.collectionsOf(workshop.id)
	if (collections.length === 0) return null
	const found = await practices.listedAmong([...new Set(collections.flatMap((collection) => collection.practices))])
	const listed = new Map(
		found
			.filter(({ listed: one }) => one.visibility === 'public' || one.origin !== null || one.workshop === workshop.id)
			.map(({ listed: one }) => [one.practice.id, one.practice]),
	)
	const { collection: name, text, session, practice, city, address } = collectionTableTextsIn(locale)
	const rows = collections.flatMap((collection) => {
		const head = [
			collection.title,
			collection.text,
			(collection.session && findSession(workshop, collection.session)?.title) || '',
		]
		const shown = collection.practices.flatMap((id) => listed.get(id) ?? [])
		const lines = shown.map(({ id, texts, original, facts, provenance }) => [
			...head,
			(texts[locale] ?? texts[original])?.texts.title ?? '',
			facts.city.name || provenance.city,
			`${origin}/exchange/${id}`,
		])
		return lines.length > 0 ? lines : [[...head, '', '', '']]
	})
	return writeCsv([[name, text, session, practice, city, address], ...rows])
}
