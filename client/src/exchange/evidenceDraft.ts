import { PRACTICE_PROGRESS, type PracticeDocument, type PracticeEvidence } from '@charrette/shared'

/** What others can check about a practice, as people type it. */
export interface EvidenceDraft {
	progress: string
	amount: string
	currency: string
	year: string
	funding: string
	partners: string
	links: readonly LinkDraft[]
	documents: readonly PracticeDocument[]
	figures: readonly FigureDraft[]
}
export interface LinkDraft {
	url: string
	title: string
}
export interface FigureDraft {
	indicator: string
	unit: string
	before: string
	beforeYear: string
	after: string
	afterYear: string
}

const NOTHING: PracticeEvidence = { links: [], figures: [] }

/** Returns the fields of a form for evidence. */
export function toDraft({
	progress = '',
	cost,
	funding = '',
	partners = '',
	links,
	documents = [],
	figures,
} = NOTHING): EvidenceDraft {
	return {
		progress,
		amount: cost ? String(cost.amount) : '',
		currency: cost?.currency ?? '',
		year: cost ? String(cost.year) : '',
		funding,
		partners,
		links,
		documents,
		figures: figures.map(({ indicator, unit, before, after }) => ({
			indicator,
			unit,
			before: String(before.value),
			beforeYear: String(before.year),
			after: String(after.value),
			afterYear: String(after.year),
		})),
	}
}

/** Returns the evidence of the fields. The form refuses to save rows with missing fields. */
export function toEvidence(draft: EvidenceDraft): PracticeEvidence {
	const { amount, currency, year, links, documents, figures } = draft
	const progress = PRACTICE_PROGRESS.find((one) => one === draft.progress)
	const [funding, partners] = [draft.funding.trim(), draft.partners.trim()]
	return {
		...(progress && { progress }),
		...(amount !== '' && { cost: { amount: numberOf(amount), currency, year: numberOf(year) } }),
		...(funding && { funding }),
		...(partners && { partners }),
		links: links.map(({ url, title }) => ({ url: url.trim(), title: title.trim() })),
		...(documents.length > 0 && { documents: documents.map((one) => ({ ...one, title: one.title.trim() })) }),
		figures: figures.map(({ indicator, unit, before, beforeYear, after, afterYear }) => ({
			indicator: indicator.trim(),
			unit: unit.trim(),
			before: { value: numberOf(before), year: numberOf(beforeYear) },
			after: { value: numberOf(after), year: numberOf(afterYear) },
		})),
	}
}

function numberOf(typed: string): number {
	return Number(typed.trim().replace(',', '.')) || 0
}
