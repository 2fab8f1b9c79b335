import { ERROR_CODES, LOCALES, NACK_REASONS, NOT_NOW_REASONS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { messages as english } from './app/en.ts'
import { flattenTexts, type Texts } from './texts.ts'

const files = import.meta.glob<{ messages: Texts }>('./{app,board,bring,desk,history,pack}/*.ts', { eager: true })

/** Words that are the same in two languages by right. */
const SAME_WORD = new Set([
	'obstacle',
	'obstacles',
	'solution',
	'solutions',
	'question',
	'questions',
	'action',
	'actions',
	'note',
	'notes',
	'code',
	'image',
	'format',
	'options',
	'pages',
	'double',
	'triple',
])

function textsOf(namespace: string, locale: string): Map<string, string> {
	const file = files[`./${namespace}/${locale}.ts`]
	if (!file) throw new Error(`no ${namespace} texts in ${locale}`)
	return flattenTexts(file.messages)
}

const blanksOf = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort()
const namespaces = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))]
const others = LOCALES.filter((locale) => locale !== 'en')

describe.each(namespaces)('the texts of %s', (namespace) => {
	it.each(others)('have the keys of English in %s, and no others', (locale) => {
		expect([...textsOf(namespace, locale).keys()].sort()).toEqual([...textsOf(namespace, 'en').keys()].sort())
	})

	it.each(LOCALES)('are nowhere empty in %s', (locale) => {
		for (const [key, text] of textsOf(namespace, locale)) expect(text.trim(), key).not.toBe('')
	})

	it.each(others)('fill in the same blanks in %s', (locale) => {
		const translated = textsOf(namespace, locale)
		for (const [key, text] of textsOf(namespace, 'en')) {
			expect(blanksOf(translated.get(key) ?? ''), key).toEqual(blanksOf(text))
		}
	})

	it.each(others)('repeat no English sentence in %s', (locale) => {
		const translated = textsOf(namespace, locale)
		for (const [key, text] of textsOf(namespace, 'en')) {
			const words = text.replaceAll(/{{\w+}}/g, '').trim()
			if (words.length <= 4 || SAME_WORD.has(words.toLowerCase())) continue
			expect(translated.get(key), key).not.toBe(text)
		}
	})
})

it('every error code of the server and every refusal has a sentence', () => {
	expect(Object.keys(english.errors).sort()).toEqual([...ERROR_CODES, ...NOT_NOW_REASONS, 'offline'].sort())
	expect(Object.keys(english.refusals).sort()).toEqual([...NACK_REASONS].sort())
})
