import { describe, expect, it } from 'vitest'
import { hasLayoutMarkup, linksIn, parseCardText, plainText } from './cardMarkup.ts'

/** Renders lines in a short form: `*bold*`, `<href>`, and `• ` before list items. */
const shown = (text: string) =>
	parseCardText(text).map(
		({ isItem, spans }) =>
			(isItem ? '• ' : '') +
			spans.map(({ text: part, isBold, href }) => (isBold ? `*${part}*` : part) + (href ? `<${href}>` : '')).join(''),
	)

describe('[TEXT1] the markup of card texts', () => {
	it('has bold parts and list items, each on one line', () => {
		expect(shown('**Bus lanes** now\n- one **two**\n  - three\n\nend')).toEqual([
			'*Bus lanes* now',
			'• one *two*',
			'• three',
			'',
			'end',
		])
		expect(shown('**重点**：公交专用道')).toEqual(['*重点*：公交专用道'])
	})

	it('keeps stars and dashes that are not marks', () => {
		const plain = ['2 ** 3 ** 4', '**open', '****', '** a **', '-5 degrees', 'a - b', '-', '- ', '*one*']
		for (const text of plain) expect(shown(text)).toEqual([text])
		for (const text of plain) expect(plainText(text)).toBe(text)
		expect(plain.filter(hasLayoutMarkup)).toEqual(['**open'])
	})

	it('gives the plain text without the marks of bold parts', () => {
		expect(plainText('**Bus lanes** now\n- **two**')).toBe('Bus lanes now\n- two')
	})
})

describe('[TEXT2] links of card texts', () => {
	const hrefs = (text: string) => linksIn(text).map(({ href }) => href)

	it('finds addresses of pages and mailboxes, without the punctuation around them', () => {
		expect(hrefs('See https://a.example/b?c=1#d, or (http://b.example/x_(y)).')).toEqual([
			'https://a.example/b?c=1#d',
			'http://b.example/x_(y)',
		])
		expect(hrefs('www.a.example/b. Ask Li.Wei@city.example!')).toEqual([
			'https://www.a.example/b',
			'mailto:Li.Wei@city.example',
		])
		expect(hrefs('详见https://a.example/路线，或mailto:li@b.example。')).toEqual([
			'https://a.example/路线',
			'mailto:li@b.example',
		])
		expect(shown('**https://a.example**')).toEqual(['*https://a.example*<https://a.example>'])
	})

	it('makes no link of anything else', () => {
		for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'http://', 'www.', 'a@b', '@li'])
			expect(hrefs(text)).toEqual([])
		expect(hrefs(`https://a.example/${'x'.repeat(3000)}`)).toEqual([])
	})

	it('lists each address once', () => {
		expect(hrefs('https://a.example https://a.example')).toEqual(['https://a.example'])
	})
})

it('[COST1] parsing the markup of a text takes time linear in its length', () => {
	const parts = ['**a', '- ', 'www.', 'a@', 'http://', '(', '**', 'a.b@c-', '*', '\u3000']
	for (const part of parts) {
		const start = performance.now()
		for (let n = 0; n < 10; n++) parseCardText(part.repeat(Math.floor(10_000 / part.length)))
		expect.soft(performance.now() - start, part).toBeLessThan(500)
	}
})
