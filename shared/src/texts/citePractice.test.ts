import { expect, it } from 'vitest'
import type { PracticeId } from '../domain/ids.ts'
import { EMPTY_FACTS, type PublishedPractice } from '../domain/Practice.ts'
import { citePractice } from './citePractice.ts'

const practice: PublishedPractice = {
	id: 'a' as PracticeId,
	version: 2,
	at: Date.UTC(2026, 5, 1),
	original: 'en',
	facts: {
		...EMPTY_FACTS,
		city: { name: 'Guangzhou' },
		contributors: [
			{ name: 'Chen', city: 'Guangzhou', isNamed: true },
			{ name: 'Li', city: 'Guangzhou', isNamed: false },
			{ name: 'Wu', city: 'Guangzhou', isNamed: true },
			{ name: 'Chen', city: 'Guangzhou', isNamed: true },
		],
	},
	provenance: { city: '', workshop: 'Streets', at: 1 },
	texts: { en: { at: 1, texts: { title: 'Bus lane' } }, fr: { at: 1, texts: { title: 'Couloir de bus' } } },
}
const origin = 'https://a.example'

it('[PAGE1] a citation is in the language of the reader, and names the version and who agreed to be named', () => {
	expect(citePractice(practice, { locale: 'en', shown: 'fr', origin })).toBe(
		'Chen, Wu (2026). Couloir de bus (version 2). https://a.example/practices/a',
	)
	expect(citePractice(practice, { locale: 'zh-CN', shown: 'en', origin })).toMatch(
		/^Chen.?Wu（2026）。Bus lane（第 2 版）。https:/,
	)
	expect(citePractice(practice, { locale: 'es', shown: 'en', origin })).toContain('(versión 2)')
})

it('[PAGE1] a citation without authors names the city, else who published it', () => {
	const unnamed = (city: string, organisation?: string) =>
		citePractice(
			{
				...practice,
				facts: { ...EMPTY_FACTS, city: { name: city } },
				provenance: { ...practice.provenance, ...(organisation && { organisation }) },
			},
			{ locale: 'fr', shown: 'fr', origin },
		)
	expect(unnamed('Guangzhou')).toMatch(/^Guangzhou \(2026\)/)
	expect(unnamed('', 'City network')).toMatch(/^City network \(2026\)/)
	expect(unnamed('')).toMatch(/^Streets \(2026\)/)
})
