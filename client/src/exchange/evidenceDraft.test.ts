import { describeEvidence, type PracticeEvidence, practiceEvidence } from '@charrette/shared'
import { expect, it } from 'vitest'
import { toDraft, toEvidence } from './evidenceDraft.ts'

const evidence: PracticeEvidence = {
	progress: 'failed',
	cost: { amount: 1_200_000, currency: 'CNY', year: 2024 },
	funding: 'City budget',
	partners: 'University of Wuhan',
	links: [{ url: 'https://example.org/report', title: 'Report' }],
	documents: [{ path: `/api/documents/${'a'.repeat(40)}`, title: 'Plan', bytes: 2_500_000 }],
	figures: [
		{ indicator: 'Travel time', unit: 'min', before: { value: 48, year: 2022 }, after: { value: 31.5, year: 2025 } },
	],
}

it('[PRACTICE8] evidence is edited as text and stays the same, with points or commas', () => {
	expect(toEvidence(toDraft(evidence))).toEqual(evidence)
	const typed = toDraft(evidence)
	const figures = typed.figures.map((figure) => ({ ...figure, after: ' 31,5' }))
	expect(toEvidence({ ...typed, figures })).toEqual(evidence)
	expect(toEvidence(toDraft(undefined))).toEqual({ links: [], figures: [] })
	expect(practiceEvidence.parse(evidence)).toEqual(evidence)
})

it('[PRACTICE8] evidence is described in the language of the reader', () => {
	const { progress, cost, links, documents, figures } = describeEvidence(evidence, 'fr')
	expect(documents.replace(/\s/gu, ' ')).toBe('Plan (PDF, 2,4 Mo)')
	expect([progress, links]).toEqual(['Échec', 'Report: https://example.org/report'])
	expect(cost.replace(/\s/gu, ' ')).toBe('1 200 000 CNY (2024)')
	expect(figures).toBe('Travel time: 48 min (2022) → 31,5 min (2025)')
})

it.each([
	['a script', { url: 'javascript:alert(1)', title: 'x' }],
	['an address with a quotation mark', { url: 'https://a.example/"onclick=x', title: 'x' }],
	['a long address', { url: `https://a.example/${'x'.repeat(500)}`, title: 'x' }],
	['no title', { url: 'https://a.example', title: '' }],
])('[PRACTICE8] a link with %s is refused', (_, link) => {
	expect(practiceEvidence.safeParse({ ...evidence, links: [link] }).success).toBe(false)
})

it('[PRACTICE8] more links and figures than the limits, and impossible figures, are refused', () => {
	const [link] = evidence.links
	const [figure] = evidence.figures
	for (const more of [
		{ links: Array(9).fill(link) },
		{ figures: Array(7).fill(figure) },
		{ cost: { amount: -1, currency: 'CNY', year: 2024 } },
		{ cost: { amount: 1, currency: 'yuan', year: 2024 } },
		{ figures: [{ ...figure, before: { value: Number.NaN, year: 2024 } }] },
	])
		expect(practiceEvidence.safeParse({ ...evidence, ...more }).success).toBe(false)
})
