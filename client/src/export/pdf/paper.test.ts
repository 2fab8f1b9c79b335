import { describe, expect, it } from 'vitest'
import { landscapeSize, type PaperSize, portraitSize, usualPaper } from './paper.ts'

const inMm = ({ w, h }: { w: number; h: number }) => [w, h].map((length) => Number(((length / 72) * 25.4).toFixed(6)))

describe('[EXP4] the papers of a PDF', () => {
	it.each<[PaperSize, number, number]>([
		['a0', 841, 1189],
		['a1', 594, 841],
		['a2', 420, 594],
		['a3', 297, 420],
		['a4', 210, 297],
		['letter', 215.9, 279.4],
	])('have their size in millimetres: %s', (paper, w, h) => {
		expect(inMm(portraitSize(paper))).toEqual([w, h])
		expect(inMm(landscapeSize(paper))).toEqual([h, w])
	})

	it.each([
		['en-US', 'letter'],
		['es-MX', 'letter'],
		['fr-CA', 'letter'],
		['en-GB', 'a4'],
		['zh-Hans-CN', 'a4'],
		['es-419', 'a4'],
		['fr', 'a4'],
		['', 'a4'],
	])('are the usual one of the region of %s', (language, paper) => {
		expect(usualPaper(language)).toBe(paper)
	})
})
