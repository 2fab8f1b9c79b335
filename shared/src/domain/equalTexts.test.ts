import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupEqualTexts } from './equalTexts.ts'

const areEqual = (one: string, other: string) => groupEqualTexts([one, other])[1] === 0

describe('[SHARED1] texts that say the same', () => {
	it.each([
		['case and accents', 'La congestión de Bogotá', 'la congestion de bogota'],
		['punctuation and spaces', 'No data  on buses.', '«No data on\nbuses»'],
		['the width of letters and digits', '１２０ Ｂｕｓｅｓ', '120 buses'],
		['spaces and punctuation between Chinese characters', '审批 太慢，没有资金！', '审批太慢没有资金'],
		['the particle of Chinese', '城市的审批太慢', '城市审批太慢了'],
		['articles', 'The permits take a year', 'permits take year'],
		['elided articles', 'L’eau est chère', 'eau est chère'],
		['a plural', 'Permits take years', 'Permit takes year'],
		['a slip in a long word', 'No help from the goverment', 'No help from the government'],
		['two letters in the wrong order', 'Procurmeent is slow', 'Procurement is slow'],
		['markup', '**No money** for pumps', 'No money for pumps'],
		['emoji without words', '🚌', '🚌 '],
	])('may differ in %s', (_, one, other) => {
		expect(areEqual(one, other)).toBe(true)
	})

	it.each([
		['a negation', 'We have money for pumps', 'We have no money for pumps'],
		['a Chinese negation', '城市有足够的资金来维护公共交通系统', '城市没有足够的资金来维护公共交通系统'],
		['a number', 'Phase 1 of the permits is delayed', 'Phase 2 of the permits is delayed'],
		['a short word', 'Land for the bus', 'Sand for the bus'],
		[
			'a short word of a long text',
			'No space for a bike lane along the coast',
			'No space for a bike lake along the coast',
		],
		['two long words', 'Goverment and procurment', 'Government and procurement'],
		['emoji', '🚌', '🚲'],
		['nothing but empty texts', ' ', ''],
	])('do not differ in %s', (_, one, other) => {
		expect(areEqual(one, other)).toBe(false)
	})

	const anyText = fc
		.array(
			fc.constantFrom('permits', 'Permit', 'the', 'goverment', 'government', 'governmant', '没', '资金', '2', 'é'),
			{
				maxLength: 4,
			},
		)
		.map((words) => words.join(' '))
	const anyTexts = fc.array(fc.oneof(anyText, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 30 })
	const anyOrder = anyTexts.chain((texts) => {
		const all = texts.map((_, index) => index)
		const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
		return fc.record({ texts: fc.constant(texts), order })
	})

	it('are in one group each, named by its first text, whatever the order', () => {
		fc.assert(
			fc.property(anyOrder, ({ texts, order }) => {
				const groups = groupEqualTexts(texts)
				for (const [index, first] of groups.entries()) {
					expect(first).toBeLessThanOrEqual(index)
					expect(groups[first]).toBe(first)
				}
				const others = groupEqualTexts(order.map((index) => texts[index] ?? ''))
				const partition = (of: readonly number[], named: readonly number[]) => {
					const members = new Map<number, number[]>()
					for (const [at, group] of of.entries()) members.set(group, [...(members.get(group) ?? []), named[at] ?? -1])
					return [...members.values()].map((group) => group.sort((a, b) => a - b).join()).sort()
				}
				const all = texts.map((_, index) => index)
				expect(partition(others, order)).toEqual(partition(groups, all))
			}),
		)
	})

	it('are found among 5,000 long texts that are alike', () => {
		const digits = (n: number) => Array.from(String(n), (digit) => 'abcdefghij'[Number(digit)]).join('')
		const alike = Array.from({ length: 5000 }, (_, n) => `Municipal ${digits(n)}${'government '.repeat(20)}`)
		const groups = groupEqualTexts([...alike, 'x'.repeat(10_000), `${alike[4999]}!`])
		expect(groups.at(-1)).toBe(4999)
		expect(groups.at(-2)).toBe(5000)
	})
})
