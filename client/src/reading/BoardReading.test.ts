import type { BoardTranslations, TranslationsBody } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BoardReading, createBoardReading } from './BoardReading.ts'
import { createServerSource } from './ReadingSource.ts'

const FRAME_MS = 16
const NONE: BoardTranslations = { translations: [], pending: [], languages: {}, problem: null }

describe('[READ4a] the reading of a board', () => {
	let asked: TranslationsBody[]
	let answer: (body: TranslationsBody) => Promise<BoardTranslations>
	let texts: Record<string, string>
	let reading: BoardReading
	beforeEach(() => {
		vi.useFakeTimers()
		vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, FRAME_MS))
		vi.stubGlobal('cancelAnimationFrame', clearTimeout)
		asked = []
		texts = {}
		answer = async ({ ids }) => ({
			...NONE,
			translations: ids.map((id) => {
				const original = texts[id] ?? ''
				return { id, original, text: `[es] ${original}`, from: 'en', by: 'machine', isStale: false }
			}),
			languages: Object.fromEntries(ids.map((id) => [id, 'en'])),
		})
		reading = createBoardReading({
			to: 'es',
			source: createServerSource('es', (body) => {
				asked.push(body)
				return answer(body)
			}),
		})
	})
	afterEach(() => {
		reading.close()
		vi.unstubAllGlobals()
		vi.useRealTimers()
	})
	const show = (card: string, text: string) => {
		texts[card] = text
		return reading.show(card, text)
	}
	const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

	it('asks once for 200 cards that appear together, and notifies their listeners', async () => {
		const heard = vi.fn()
		reading.subscribe('c7', heard)
		for (let n = 0; n < 200; n++) show(`c${n}`, `text ${n}`)
		await pass(200)
		expect(asked).toHaveLength(1)
		expect(asked[0]?.ids).toHaveLength(200)
		expect(reading.of('c7')).toEqual({ original: 'text 7', text: '[es] text 7', from: 'en' })
		expect(heard).toHaveBeenCalledTimes(1)
		await pass(60_000)
		expect(asked).toHaveLength(1)
	})

	it('notifies the views of a few translations in a frame, so that panning stays smooth', async () => {
		const heard: string[] = []
		for (let n = 0; n < 200; n++) {
			show(`c${n}`, `text ${n}`)
			// Half of the cards are not in view by now.
			if (n % 2 === 0) reading.subscribe(`c${n}`, () => heard.push(`c${n}`))
		}
		await pass(100)
		let before = 0
		for (let frame = 0; frame < 25; frame++) {
			await pass(FRAME_MS)
			expect(heard.length - before).toBeLessThanOrEqual(4)
			before = heard.length
		}
		expect([heard.length, new Set(heard).size, asked.length]).toEqual([100, 100, 1])
		expect(reading.of('c199')?.text).toBe('[es] text 199')
	})

	it('asks again for a text after a pause in typing, once', async () => {
		let hide = show('a', 'One')
		await pass(200)
		for (const text of ['One o', 'One of', 'One off', 'One office']) {
			hide()
			hide = show('a', text)
			await pass(500)
		}
		expect(asked).toHaveLength(1)
		await pass(1100)
		expect(asked).toHaveLength(2)
		expect(reading.of('a')?.text).toBe('[es] One office')
	})

	it('asks for a card while people type in others', async () => {
		show('a', 'One')
		await pass(200)
		show('b', 'Two')
		let hide = () => {}
		for (let letters = 1; letters < 20; letters++) {
			hide()
			hide = show('a', `One${'!'.repeat(letters)}`)
			await pass(50)
		}
		expect(asked.map(({ ids }) => ids)).toEqual([['a'], ['b']])
	})

	it('asks again for what is pending or failed, and not for cards that are gone', async () => {
		const hide = show('a', 'One')
		show('b', 'Two')
		const whole = answer
		answer = async ({ ids }) => ({ ...NONE, pending: [...ids] })
		await pass(200)
		answer = () => Promise.reject(new Error('offline'))
		await pass(2500)
		expect([asked.length, reading.of('a')]).toEqual([2, null])
		hide()
		answer = whole
		await pass(15_000)
		expect(asked.at(-1)?.ids).toEqual(['b'])
		expect(reading.of('b')?.text).toBe('[es] Two')
	})

	it('keeps a text without translation as it is, and drops the translation of another text', async () => {
		show('a', 'Uno')
		answer = async () => ({ ...NONE, languages: { a: 'es' } })
		await pass(200)
		expect(reading.of('a')).toEqual({ original: 'Uno', text: null, from: 'es' })
		show('b', 'Two')
		const other = { id: 'b', original: 'Tw', text: 'Do', from: 'en', by: 'machine', isStale: false } as const
		answer = async () => ({ ...NONE, translations: [other] })
		await pass(200)
		expect(reading.of('b')).toBeNull()
	})

	it('counts answers, those of a quarter second as one, and switches', async () => {
		for (let n = 0; n < 3; n++) {
			show(`a${n}`, 'One')
			await pass(120)
		}
		expect([asked.length, reading.version.get()]).toEqual([3, 1])
		reading.showOriginal('a0', true)
		expect(reading.version.get()).toBe(2)
	})

	it('stops when it is closed', async () => {
		show('a', 'One')
		reading.close()
		await pass(60_000)
		expect(asked).toEqual([])
	})
})
