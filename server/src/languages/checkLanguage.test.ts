import { describe, expect, it } from 'vitest'
import { checkLanguage, isLanguageTag, type NestedTexts, templateOf } from './checkLanguage.ts'

const ENGLISH: NestedTexts = {
	app: {
		close: 'Close',
		greeting: 'Hello, {{name}}',
		cards_zero: 'No cards',
		cards_one: '{{count}} card in {{where}}',
		cards_other: '{{count}} cards in {{where}}',
	},
	board: { tools: { undo: 'Undo' } },
}

const check = (tag: string, texts: object) => checkLanguage(tag, { name: tag, texts }, ENGLISH)

describe('[LANG3] a file of a language', () => {
	it('reports missing texts, in the plural forms that its language needs', () => {
		const { findings } = check('pl', { app: { close: 'Zamknij', cards_one: '{{count}} karta w {{where}}' } })
		expect(findings).toEqual({
			missing: ['app.greeting', 'app.cards_few', 'app.cards_many', 'board.tools.undo'],
			unknown: [],
			wrong: [],
		})
		expect(check('ja', { app: { cards_other: '{{count}}枚 {{where}}' } }).findings.missing).not.toContain(
			'app.cards_one',
		)
	})

	it('reports unknown keys, and texts with wrong placeholders, which are not shown', () => {
		const { findings, language } = check('de', {
			app: {
				close: 'Schließen',
				closed: 'Zu',
				greeting: 'Hallo, {{nmae}}',
				cards_one: 'Eine Karte in {{where}}',
				cards_other: '{{count}} Karten',
			},
		})
		expect(findings.unknown).toEqual(['app.closed'])
		expect(findings.wrong).toEqual(['app.greeting', 'app.cards_other'])
		expect(language.texts.get('app')).toEqual({ close: 'Schließen', cards_one: 'Eine Karte in {{where}}' })
	})

	it('has the direction of its script unless the file sets one, and a base language', () => {
		expect(check('ar', {}).language).toMatchObject({ direction: 'rtl', base: 'en' })
		expect(check('az', {}).language.direction).toBe('ltr')
		expect(check('az-Arab', {}).language.direction).toBe('rtl')
		const own = { name: 'Català', direction: 'rtl', base: 'es', texts: {} }
		expect(checkLanguage('ca', own, ENGLISH).language).toMatchObject({ direction: 'rtl', base: 'es' })
	})

	it.each([
		['no name', { texts: {} }],
		['a long name', { name: 'x'.repeat(61), texts: {} }],
		['a number for a text', { name: 'x', texts: { app: { close: 1 } } }],
		['an unknown base', { name: 'x', base: 'de', texts: {} }],
		['a misspelt field', { name: 'x', txets: {}, texts: {} }],
		['a list', []],
	])('is refused with %s', (_name, content) => {
		expect(() => checkLanguage('de', content, ENGLISH)).toThrow()
	})

	it('is complete as a template, for every plural form', () => {
		for (const tag of ['de', 'pl', 'ar', 'ja']) {
			const { findings } = checkLanguage(tag, templateOf(tag, ENGLISH), ENGLISH)
			expect(findings, tag).toEqual({ missing: [], unknown: [], wrong: [] })
		}
		expect(templateOf('pl', ENGLISH)).toMatchObject({
			name: 'polski',
			texts: { app: { cards_few: '{{count}} cards in {{where}}', cards_zero: 'No cards' } },
		})
	})
})

it('[LANG1] a well-formed tag in its usual spelling names a language, except the tags of built-in languages', () => {
	expect(['pt-BR', 'ar', 'sr-Latn', 'zh-Hant'].filter(isLanguageTag)).toEqual(['pt-BR', 'ar', 'sr-Latn', 'zh-Hant'])
	expect(['fr', 'zh-CN', 'PT-br', '../x', '', 'x'].filter(isLanguageTag)).toEqual([])
})
