import type { LocalText } from '@charrette/shared'
import {
	LIMITS,
	LOCALES,
	overlaps,
	phaseBody,
	type Rect,
	readBoard,
	TEMPLATE_IDS,
	translateTitle,
	validateRecord,
} from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { buildLayout, sessionPlanFrom, TEMPLATES, writeLayout } from './templates.ts'

describe.each(TEMPLATE_IDS)('the template %s', (id) => {
	const template = TEMPLATES[id]
	const { title, phases, group, plenary } = template
	const titles = [...group.clusters, ...plenary.clusters].map((cluster) => cluster.title)
	const texts: LocalText[] = [title, ...titles, ...phases.flatMap((phase) => [phase.title, phase.prompt])]

	it('[TEMPLATE1] has all texts in four languages, different in each and within the limits', () => {
		expect(template.id).toBe(id)
		for (const text of texts) {
			expect(Object.keys(text).sort()).toEqual([...LOCALES].sort())
			expect(text['zh-CN']).toMatch(/\p{Script=Han}/u)
		}
		for (const { prompt } of phases) expect(new Set(Object.values(prompt)).size).toBe(LOCALES.length)
		for (const phase of phases) expect(phaseBody.parse(phase)).toEqual(phase)
		for (const text of [title, ...titles])
			for (const translated of Object.values(text)) expect(translated.length).toBeLessThanOrEqual(LIMITS.maxTitleLength)
	})

	it('[TITLE1] has titles of columns and sessions that each reader sees in their own language', () => {
		for (const text of [title, ...titles])
			for (const stored of Object.values(text))
				for (const locale of LOCALES) expect(translateTitle(stored, locale)).toBe(text[locale])
	})

	it('[TEMPLATE1] takes up to two hours, and ends in plenary', () => {
		const minutes = phases.reduce((sum, phase) => sum + phase.minutes, 0)
		expect(minutes).toBeGreaterThanOrEqual(20)
		expect(minutes).toBeLessThanOrEqual(120)
		expect(phases.at(-1)?.kind).toBe('present')
	})

	it.each([
		['every group’s board', group],
		['the plenary board', plenary],
	])('[TEMPLATE1] draws clusters on %s that do not overlaps, all of them locked', (_, layout) => {
		const pairs = layout.clusters.flatMap((one, index) => layout.clusters.slice(index + 1).map((other) => [one, other]))
		const withGap = (box: Rect) => ({ ...box, w: box.w + 59, h: box.h + 59 })
		expect(pairs.filter(([a, b]) => a && b && overlaps(withGap(a), b))).toEqual([])
		const records = buildLayout(layout, 'fr')
		expect(new Set(records.map((record) => record.id)).size).toBe(records.length)
		for (const record of records) {
			expect(typeof validateRecord(record as never), record.id).not.toBe('string')
			expect(record.meta).toEqual({ isSetUp: true })
		}
		const doc = new Y.Doc()
		writeLayout(doc, layout, 'fr')
		const titles = readBoard(doc).clusters.map((cluster) => cluster.title)
		expect(titles.sort()).toEqual(layout.clusters.map((cluster) => cluster.title.fr).sort())
	})

	it('[TEMPLATE1] gives a session its title in one language and the texts of its phases in all', () => {
		const plan = sessionPlanFrom(template, 'es')
		expect(plan.title).toBe(title.es)
		for (const phase of plan.phases) expect(Object.keys(phase.title).sort()).toEqual([...LOCALES].sort())
	})
})
