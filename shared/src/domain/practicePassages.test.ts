import { expect, it } from 'vitest'
import { passageAt, passagesOf, practiceBody } from './practicePassages.ts'

const LONG = 240

it('[READ9] passages are whole sentences, cover a text in order, and have a bounded length', () => {
	const sentence = 'La ligne ouvre en mai. '
	const text = `${sentence.repeat(20).trim()}\n${'公交专用道已经开通。'.repeat(40)}\n${'x'.repeat(500)}`
	const passages = passagesOf(text)
	expect(
		passages
			.map(({ text: one }) => one)
			.join('')
			.replaceAll(' ', ''),
	).toBe(text.replace(/[\s]/g, ''))
	expect(Math.max(...passages.map((one) => one.text.length))).toBeLessThanOrEqual(LONG)
	expect(passages.map(({ index }) => index)).toEqual(passages.map((_, at) => at))
	for (const { text: one } of passages.filter((part) => !part.text.startsWith('x'))) expect(one).toMatch(/[.。]$/u)
})

it('[READ9] the passage at a place has that place', () => {
	const text = practiceBody({
		title: 'No',
		abstract: 'No',
		context: 'A. '.repeat(100),
		results: 'The lane opened in May.',
	})
	expect(text).not.toContain('No')
	expect(passageAt(text, text.indexOf('lane'))?.text).toBe('The lane opened in May.')
	expect(passageAt('', 0)).toBeNull()
})
