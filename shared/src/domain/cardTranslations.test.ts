import { expect, it } from 'vitest'
import { isCardTranslation, localeOfKey, textHash, translationFor, translationOf } from './cardTranslations.ts'
import { LIMITS } from './limits.ts'

const TEXT = 'Nobody is in charge of the bus lane'
const SPANISH = 'Nadie está a cargo del carril bus'

it('[READ5] a translation belongs to the text that it was made of', () => {
	const translations = { es: translationFor(TEXT, ` ${SPANISH}\n`, 'ana') }
	const found = { locale: 'es', text: SPANISH, by: 'ana' }
	expect(translationOf({ text: TEXT, translations }, 'es')).toEqual({ ...found, isStale: false })
	expect(translationOf({ text: ` ${TEXT.replace(' ', '  ')} `, translations }, 'es')?.isStale).toBe(false)
	expect(translationOf({ text: `${TEXT}s`, translations }, 'es')).toEqual({ ...found, isStale: true })
	expect(translationOf({ text: TEXT, translations }, 'fr')).toBeNull()
	expect(translationOf({ text: TEXT }, 'es')).toBeNull()
})

it('[READ5] a reader gets the translation of the same tag, else of the same language', () => {
	const of = textHash(TEXT)
	const translations = { 'zh-TW': { text: '公車專用道', of }, 'zh-CN': { text: '公交专用道', of } }
	expect(translationOf({ text: TEXT, translations }, 'zh-TW')?.text).toBe('公車專用道')
	expect(translationOf({ text: TEXT, translations }, 'zh')?.locale).toBe('zh-CN')
})

it('hashes differ for texts that differ in a letter or in order', () => {
	const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'aba', '公交', '交公', `${TEXT}.`, TEXT]
	expect(new Set(texts.map(textHash)).size).toBe(texts.length)
})

it.each([
	['tr.es', 'es'],
	['tr.zh-CN', 'zh-CN'],
	['tr.', null],
	['tr.constructor', null],
	['tr.__proto__', null],
	['meta.tr', null],
])('the key %s is of the language %s', (key, locale) => {
	expect(localeOfKey(key)).toBe(locale)
})

it.each([
	[{ text: 'a', of: '0' }, true],
	[{ text: 'a', of: '0', by: 'ana' }, true],
	[{ text: ' ', of: '0' }, false],
	[{ text: 'a'.repeat(LIMITS.maxTranslationLength + 1), of: '0' }, false],
	[{ text: 'a\u0000', of: '0' }, false],
	[{ text: 'a', of: '' }, false],
	[{ text: 'a', of: '0', by: 1 }, false],
	[{ text: 'a', of: '0', more: 1 }, false],
	['a', false],
	[null, false],
])('%j is a translation: %s', (value, isValid) => {
	expect(isCardTranslation(value)).toBe(isValid)
})
