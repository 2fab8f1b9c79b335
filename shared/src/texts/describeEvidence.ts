import type { Locale } from '../domain/locales.ts'
import type { PracticeEvidence, PracticeFigure } from '../domain/Practice.ts'
import { practiceNamesIn } from './practiceNames.ts'

/** Returns what others can check as texts in a language; unknown ones are empty. */
export function describeEvidence(
	{ progress, cost, funding = '', partners = '', links, documents = [], figures }: PracticeEvidence,
	locale: Locale,
): Record<keyof PracticeEvidence, string> {
	return {
		progress: progress ? practiceNamesIn(locale).progresses[progress] : '',
		cost: cost ? describeCost(cost, locale) : '',
		funding,
		partners,
		links: links.map(({ title, url }) => `${title}: ${url}`).join('\n'),
		documents: documents.map(({ title, bytes }) => `${title} (${describeBytes(bytes, locale)})`).join('\n'),
		figures: figures.map((figure) => describeFigure(figure, locale)).join('\n'),
	}
}

/** Returns the size of a document: `2.4 MB`. */
export function describeBytes(bytes: number, locale: Locale): string {
	const style = { style: 'unit', unit: 'megabyte', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
	return `PDF, ${new Intl.NumberFormat(locale, style).format(Math.max(0.1, bytes / 1024 / 1024))}`
}

function describeCost({ amount, currency, year }: NonNullable<PracticeEvidence['cost']>, locale: Locale): string {
	const style = { style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: 0 } as const
	return `${new Intl.NumberFormat(locale, style).format(amount)} (${year})`
}

function describeFigure({ indicator, unit, before, after }: PracticeFigure, locale: Locale): string {
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
	const [from, to] = [before, after].map(({ value, year }) => `${number.format(value)} ${unit} (${year})`)
	return `${indicator}: ${from} → ${to}`
}
