import { describe, expect, it } from 'vitest'
import { type TextPart, wordDifference } from './wordDifference.ts'

/** `[-removed-]` and `{+added+}`, as a word diff is usually written. */
const marked = (parts: readonly TextPart[]) =>
	parts
		.map(({ text, change }) => (change === 'same' ? text : change === 'added' ? `{+${text}+}` : `[-${text}-]`))
		.join('')

describe('the difference of two versions', () => {
	it.each([
		[
			'en',
			'It answers within thirty days.',
			'It answers within twenty days.',
			'It answers within [-thirty-]{+twenty+} days.',
		],
		['fr', 'L’arrêté du maire', 'L’arrêté de la maire', 'L’arrêté [-du-]{+de la+} maire'],
		['es', '', 'Ventanilla única', '{+Ventanilla única+}'],
		['zh-CN', '三十天内必须答复。', '二十天内必须书面答复。', '[-三十-]{+二十+}天内必须{+书面+}答复。'],
	] as const)('[PRACTICE4b] is of whole words in %s', (locale, earlier, later, expected) => {
		expect(marked(wordDifference(earlier, later, locale))).toBe(expected)
	})

	it('[PRACTICE4b] has every word of both texts, even if they have nothing in common', () => {
		const words = (start: number) => Array.from({ length: 2000 }, (_, n) => `word${start + n} `).join('')
		const isWhole = (earlier: string, later: string) => {
			const parts = wordDifference(earlier, later, 'en')
			const without = (change: TextPart['change']) =>
				parts.flatMap((part) => (part.change === change ? [] : part.text.replaceAll(' ', ''))).join('')
			return without('added') === earlier.replaceAll(' ', '') && without('removed') === later.replaceAll(' ', '')
		}
		expect(isWhole(words(0), words(1))).toBe(true)
		expect(isWhole(words(0), words(5000))).toBe(true)
		expect(wordDifference(words(0), words(5000), 'en')).toHaveLength(2)
	})
})
