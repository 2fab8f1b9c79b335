import type { BoardTranslations, TranslationsBody, WorkshopId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeCopies, removeCopiesOf } from '../connection/forgetCopies.ts'
import { databaseNames, installTestDevice } from '../sync/testDevice.ts'
import { type Device, openDevice } from './openDevice.ts'
import type { Reading } from './ReadingSource.ts'
import { installTestBrowserTranslator, type TestBrowserTranslator } from './testBrowserTranslator.ts'

const WORKSHOP = 'w1' as WorkshopId
const TEXTS = { a: 'Le couloir est plein', b: 'Nobody knows', c: 'Una calle' }
const LANGUAGES: Record<string, string> = { a: 'fr', b: 'en', c: 'es', long: 'fr', broken: 'fr' }

installTestDevice()

describe('[READ8] the browser’s own translator', () => {
	let asked: TranslationsBody[]
	let isOffline: boolean
	/** The ids of the texts that the reader wrote. */
	let own: string[]
	/** The texts on the server, by card. */
	let texts: Record<string, string>
	let ready: number
	let closing: Device[]
	let browser: TestBrowserTranslator
	beforeEach(() => {
		;[asked, isOffline, ready, closing, own] = [[], false, 0, [], []]
		installTestBrowserTranslator({ available: ['fr en'], downloadable: ['es en'] })
		browser = Reflect.get(globalThis, 'testTranslator') as TestBrowserTranslator
	})
	afterEach(() => {
		for (const device of closing) device.close()
		for (const name of ['Translator', 'LanguageDetector', 'testTranslator']) Reflect.deleteProperty(globalThis, name)
	})

	async function ask(body: TranslationsBody): Promise<BoardTranslations> {
		if (isOffline) throw new Error('offline')
		asked.push(body)
		const translated = ({ ids, to }: TranslationsBody) =>
			ids.map((id) => {
				const original = texts[id] ?? ''
				return {
					id,
					original,
					text: `[server ${to}] ${original}`,
					from: LANGUAGES[id] ?? '',
					by: 'machine' as const,
					isStale: false,
				}
			})
		return {
			translations: body.by === 'people' ? [] : translated(body),
			pending: [],
			languages: Object.fromEntries(body.ids.map((id) => [id, LANGUAGES[id] ?? ''])),
			problem: null,
			own,
		}
	}
	async function open(canAsk = true): Promise<Device> {
		const device = await openDevice({ workshop: WORKSHOP, to: 'en', canAsk, onReady: () => ready++ })
		closing.push(device)
		return device
	}
	async function read(device: Device, shown: Record<string, string> = TEXTS) {
		const all: Record<string, Reading> = {}
		texts = shown
		for await (const { readings } of device.sourceFor(ask)(
			new Map(Object.entries(texts)),
			new AbortController().signal,
		))
			Object.assign(all, Object.fromEntries(readings))
		return all
	}
	const textsOf = (all: Record<string, Reading>) =>
		Object.fromEntries(Object.entries(all).map(([id, one]) => [id, one.text]))

	it('[READ4c] leaves what the reader wrote as it is', async () => {
		own = ['a', 'c']
		expect(textsOf(await read(await open()))).toEqual({ a: null, b: null, c: null })
		own = []
		expect(textsOf(await read(await open(), { a: TEXTS.a }))).toEqual({ a: '[device fr en] Le couloir est plein' })
	})

	it('translates on the device what it can; the server translates the rest, and says the languages', async () => {
		const all = await read(await open())
		expect(textsOf(all)).toEqual({ a: '[device fr en] Le couloir est plein', b: null, c: '[server en] Una calle' })
		expect(asked).toEqual([
			{ to: 'en', ids: ['a', 'b', 'c'], by: 'people' },
			{ to: 'en', ids: ['c'] },
		])
	})

	it('[READ3] sends no text to the server’s translator if it may not; the other texts stay', async () => {
		const all = await read(await open(false))
		expect(textsOf(all)).toEqual({ a: '[device fr en] Le couloir est plein', b: null, c: null })
		expect(all['c']?.from).toBe('es')
		expect(asked).toEqual([{ to: 'en', ids: ['a', 'b', 'c'], by: 'people' }])
	})

	it('translates a text once, for a later visit without a connection, too', async () => {
		await read(await open())
		const later = await open()
		isOffline = true
		const all = await read(later, { a: TEXTS.a, twin: TEXTS.a, x: 'short' })
		expect(textsOf(all)).toEqual({
			a: '[device fr en] Le couloir est plein',
			twin: '[device fr en] Le couloir est plein',
		})
		expect(browser.translated).toEqual([TEXTS.a])
		await expect(read(later, { x: 'short' })).rejects.toThrow('offline')
	})

	it('downloads a language when the person says so, and reports how far it is', async () => {
		const device = await open()
		const { states, stateOf, download } = device.translator
		expect([await stateOf('es'), await stateOf('fr'), await stateOf('zh')]).toEqual([
			'downloadable',
			'ready',
			'unavailable',
		])
		const done = download('es')
		browser.progress()
		expect(states.get().get('es')).toBe(0.5)
		browser.finish(true)
		await done
		expect([states.get().get('es'), ready]).toEqual(['ready', 1])
		expect(textsOf(await read(device))['c']).toBe('[device es en] Una calle')
	})

	it('leaves the texts to the server if the download is refused, and can try again', async () => {
		const device = await open()
		for (const [isAllowed, state, text] of [
			[false, 'failed', '[server en] Una calle'],
			[true, 'ready', '[device es en] Una calle'],
		] as const) {
			const done = device.translator.download('es')
			browser.finish(isAllowed)
			await done
			expect(device.translator.states.get().get('es')).toBe(state)
			expect((await read(device))['c']?.text).toBe(text)
		}
	})

	it('leaves a text that it cannot translate to the server, and the language after a failure', async () => {
		const device = await open()
		const long = await read(device, { long: 'un texte too long', a: TEXTS.a })
		expect(textsOf(long)).toEqual({ long: '[server en] un texte too long', a: `[device fr en] ${TEXTS.a}` })
		await read(device, { broken: 'est broken', other: 'est une ville' })
		expect(device.translator.states.get().get('fr')).toBe('failed')
		expect((await read(device, { a: TEXTS.a }))['a']?.text).toBe(`[device fr en] ${TEXTS.a}`)
	})

	it.each([
		['is forgotten on the device', () => removeCopies(WORKSHOP)],
		['ends the access', () => removeCopiesOf(WORKSHOP, 'ana')],
	])('[OFFLINE6] the translations are removed from the device when the workshop %s', async (_, remove) => {
		const device = await open()
		await read(device)
		expect(await databaseNames()).toContain('charrette-translations:w1')
		await remove()
		expect(await databaseNames()).not.toContain('charrette-translations:w1')
		await read(device, { a: TEXTS.a })
		expect(await databaseNames()).not.toContain('charrette-translations:w1')
	})
})
