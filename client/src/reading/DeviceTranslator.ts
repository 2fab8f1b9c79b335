/**
 * The browser's own translator and detector of languages: Chromium's `Translator` and
 * `LanguageDetector` (https://webmachinelearning.github.io/translation-api/), in secure contexts.
 * The texts stay on the device. A pair of languages may have to be downloaded first, which takes a
 * gesture of the person for each pair.
 */
import { createObservable, type Observable } from '../connection/observable.ts'

/** What the browser opens: a translator of a pair of languages, or a detector of languages. */
interface Model {
	destroy(): void
}
interface PairTranslator extends Model {
	translate(text: string, options: { signal: AbortSignal }): Promise<string>
}
interface Detector extends Model {
	detect(text: string): Promise<{ detectedLanguage?: string; confidence?: number }[]>
}
interface CreateOptions {
	signal: AbortSignal
	monitor?: (monitor: EventTarget) => void
}
interface Pair {
	sourceLanguage: string
	targetLanguage: string
}
/** The part of the browser's interface that is used here. */
interface BuiltIn {
	Translator: {
		availability(pair: Pair): Promise<string>
		create(options: Pair & CreateOptions): Promise<PairTranslator>
	}
	LanguageDetector?: {
		availability(): Promise<string>
		create(options: CreateOptions): Promise<Detector>
	}
}

/** What stands for the detection of languages among the languages. */
const DETECTION = 'detection'

/** Whether the browser has a model; a number is the part of it that is downloaded. */
export type ModelState = 'unavailable' | 'downloadable' | 'ready' | 'failed' | number

/** Translates into one language on this device. */
export interface DeviceTranslator {
	/** The target as the browser names it. */
	to: string
	/** The states by source language, and that of `detection`, as far as they were asked for. */
	states: Observable<ReadonlyMap<string, ModelState>>
	/** Asks the browser for a state, once. */
	stateOf(from: string): Promise<ModelState>
	/** Downloads a model; in the handler of a gesture. The state says what came of it. */
	download(from: string): Promise<void>
	/** Translates a text; null if the browser cannot, or has to download the language first. */
	translate(text: string, from: string): Promise<string | null>
	/** Returns the language of a text; null if it is uncertain, or the browser cannot detect it. */
	detect(text: string): Promise<string | null>
	close(): void
}

/** Detected languages with a lower confidence count as unknown. */
const MIN_CONFIDENCE = 0.5

/** Opens the browser's translator. `onReady` is called when something was downloaded. */
export function openDeviceTranslator(language: string, onReady: () => void): DeviceTranslator {
	const { Translator, LanguageDetector } = globalThis as unknown as BuiltIn
	const to = deviceTag(language)
	const ending = new AbortController()
	const { signal } = ending
	const states = createObservable<ReadonlyMap<string, ModelState>>(new Map())
	const asked = new Map<string, Promise<ModelState>>()
	const translators = new Map<string, Promise<PairTranslator>>()
	let detector: Promise<Detector> | undefined

	const pairOf = (from: string): Pair => ({ sourceLanguage: deviceTag(from), targetLanguage: to })

	function set(from: string, state: ModelState): void {
		asked.set(from, Promise.resolve(state))
		if (!signal.aborted) states.set(new Map(states.get()).set(from, state))
	}

	async function readState(from: string): Promise<ModelState> {
		try {
			const found =
				from === DETECTION ? await LanguageDetector?.availability() : await Translator.availability(pairOf(from))
			if (found === 'available') return 'ready'
			return found === undefined || found === 'unavailable' ? 'unavailable' : 'downloadable'
		} catch {
			return 'unavailable'
		}
	}

	function stateOf(from: string): Promise<ModelState> {
		let state = asked.get(from)
		if (!state) {
			state = readState(from).then((found) => {
				set(from, found)
				return found
			})
			asked.set(from, state)
		}
		return state
	}

	/** Opens a model. Before its download this has to be called in the handler of a gesture. */
	function open(from: string, monitor: (monitor: EventTarget) => void = () => {}): Promise<Model> | undefined {
		if (from === DETECTION) {
			detector = LanguageDetector?.create({ signal, monitor })
			return detector
		}
		const translator = Translator.create({ ...pairOf(from), signal, monitor })
		translators.set(from, translator)
		return translator
	}

	function fail(from: string): void {
		if (from === DETECTION) detector = undefined
		else translators.delete(from)
		set(from, 'failed')
	}

	return {
		to,
		states,
		stateOf,
		async download(from) {
			const opened = open(from, (monitor) =>
				monitor.addEventListener('downloadprogress', (event) => {
					if (typeof states.get().get(from) === 'number') set(from, (event as ProgressEvent).loaded)
				}),
			)
			set(from, 0)
			try {
				await opened
				set(from, 'ready')
				onReady()
			} catch {
				fail(from)
			}
		},
		async translate(text, from) {
			if ((await stateOf(from)) !== 'ready') return null
			try {
				if (!translators.has(from)) open(from)
				const translator = await translators.get(from)
				return (await translator?.translate(text, { signal }))?.trim() || null
			} catch (error) {
				// A text that is too long for the browser says nothing about others.
				if (!(error instanceof Error && error.name === 'QuotaExceededError')) fail(from)
				return null
			}
		},
		async detect(text) {
			if ((await stateOf(DETECTION)) !== 'ready') return null
			try {
				if (!detector) open(DETECTION)
				const [best] = (await (await detector)?.detect(text)) ?? []
				return best?.detectedLanguage && (best.confidence ?? 0) >= MIN_CONFIDENCE ? baseOf(best.detectedLanguage) : null
			} catch {
				fail(DETECTION)
				return null
			}
		},
		close() {
			ending.abort()
			const models: Promise<Model>[] = [...translators.values(), ...(detector ? [detector] : [])]
			for (const model of models) void model.then((opened) => opened.destroy()).catch(() => {})
		},
	}
}

/** Returns the language of a tag, as the server names it. */
export function baseOf(tag: string): string {
	return tag.split('-')[0] ?? tag
}

/** Returns the name that browsers have for a language, with the script for Chinese alone. */
function deviceTag(tag: string): string {
	const { language, script } = new Intl.Locale(tag).maximize()
	return script === 'Hant' ? 'zh-Hant' : language
}
