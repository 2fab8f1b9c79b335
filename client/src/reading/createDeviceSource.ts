import { groupBy } from '@charrette/shared'
import type { TranslationCache } from '../connection/translationCache.ts'
import { baseOf, type DeviceTranslator } from './DeviceTranslator.ts'
import {
	type AskServer,
	createServerSource,
	type Reading,
	type ReadingAnswer,
	type ReadingSource,
} from './ReadingSource.ts'

/** Texts of a language that are translated before those that have come into view meanwhile. */
const MAX_TEXTS = 12
/** Longer texts stay as they are, as on the server. */
const MAX_TEXT_LENGTH = 4000

interface DeviceSourceDeps {
	device: DeviceTranslator
	cache: TranslationCache
	ask: AskServer
	/** Whether the server may translate what the browser cannot (READ3). */
	canAsk: boolean
}

interface Wanted {
	card: string
	text: string
	from: string
}

/**
 * Creates the source that translates on this device (READ8). The server says in which languages the
 * texts are; without a connection the browser does. What the browser does not translate, the server
 * does, if it may.
 */
export function createDeviceSource(to: string, deps: DeviceSourceDeps): ReadingSource {
	const { device, cache, ask, canAsk } = deps
	const known = new Map<string, string>()
	const onServer = canAsk ? createServerSource(to, ask) : null
	const languagesOnServer = createServerSource(to, (body) => ask({ ...body, by: 'people' }))

	/**
	 * Finds out the languages of texts, and returns those that the reader wrote (READ4c), or that
	 * people translated (READ5). Throws if neither the server nor the browser says any language.
	 */
	async function findLanguages(wanted: ReadonlyMap<string, string>, signal: AbortSignal) {
		const unknown = new Map([...wanted].filter(([, text]) => !known.has(text)))
		const settled = new Map<string, Reading>()
		if (unknown.size === 0) return settled
		try {
			for await (const { readings } of languagesOnServer(unknown, signal))
				for (const [card, reading] of readings) {
					if (isSettled(reading)) settled.set(card, reading)
					else known.set(reading.original, reading.from)
				}
		} catch (error) {
			const found = await Promise.all(
				[...unknown.values()].map(async (text) => [text, await device.detect(text)] as const),
			)
			if (found.every(([, from]) => from === null)) throw error
			for (const [text, from] of found) if (from !== null) known.set(text, from)
		}
		return settled
	}

	/** Translates texts of one language, at most `most` of them, and returns those that it cannot. */
	async function* translate(all: readonly Wanted[], most: number, signal: AbortSignal) {
		const from = all[0]?.from ?? ''
		const pair = `${from} ${device.to}`
		const made = await cache.read(pair, [...new Set(all.map(({ text }) => text))])
		const missing = all.filter(({ text }) => !made.has(text))
		yield toAnswer(
			all.filter(({ text }) => made.has(text)),
			made,
		)
		if ((await device.stateOf(from)) !== 'ready') return missing
		const left: Wanted[] = []
		for (const one of missing.slice(0, most)) {
			const text = made.get(one.text) ?? (await device.translate(one.text, from))
			if (signal.aborted) return []
			if (text === null) {
				left.push(one)
				continue
			}
			made.set(one.text, text)
			yield toAnswer([one], made)
			await cache.write(pair, new Map([[one.text, text]]))
		}
		return left
	}

	return async function* (wanted, signal) {
		const settled = await findLanguages(wanted, signal)
		yield { readings: settled, state: 'ready' }
		const texts = [...wanted].flatMap(([card, text]): Wanted[] => {
			const from = known.get(text)
			return from === undefined || settled.has(card) ? [] : [{ card, text, from }]
		})
		const isForeign = ({ text, from }: Wanted) => from !== '' && from !== baseOf(to) && text.length <= MAX_TEXT_LENGTH
		yield toAnswer(texts.filter((one) => !isForeign(one)))
		const left = new Map<string, string>()
		for (const all of groupBy(texts.filter(isForeign), ({ from }) => from).values())
			for (const { card, text } of yield* translate(all, MAX_TEXTS, signal)) left.set(card, text)
		if (left.size === 0) return
		if (onServer) yield* onServer(left, signal)
		else yield toAnswer(texts.filter(({ card }) => left.has(card)))
	}
}

/** Whether the browser has nothing to translate, whatever the language of the text is. */
const isSettled = ({ isOwn, person }: Reading) => isOwn === true || person?.isStale === false

function toAnswer(texts: readonly Wanted[], made?: ReadonlyMap<string, string>): ReadingAnswer {
	const readings = texts.map(({ card, text, from }): [string, Reading] => {
		const translated = made?.get(text) ?? text
		return [card, { original: text, from, text: translated === text ? null : translated }]
	})
	return { readings: new Map(readings), state: 'ready' }
}
