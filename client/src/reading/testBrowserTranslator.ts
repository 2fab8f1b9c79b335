/** What a test does with the browser's translator, and sees of it. */
export interface TestBrowserTranslator {
	/** The originals that were translated, in order. */
	translated: string[]
	/** Reports half of the current download. */
	progress(): void
	/** Ends the current download, as the browser or the person decides. */
	finish(isAllowed: boolean): void
}

interface TestBrowserTranslatorOptions {
	/** The pairs that are on the device, such as `fr en`. */
	available: readonly string[]
	/** The pairs that the browser can download. */
	downloadable: readonly string[]
}

/**
 * Gives a page, or a process, the translator of Chromium, which its builds for tests lack. It puts
 * the pair of languages before a text. Playwright copies this function into the page, so it uses
 * nothing of this file.
 */
export function installTestBrowserTranslator({ available, downloadable }: TestBrowserTranslatorOptions): void {
	interface Options {
		sourceLanguage: string
		targetLanguage: string
		signal?: AbortSignal
		monitor?: (monitor: EventTarget) => void
	}
	const onDevice = new Set(available)
	let download = { monitor: new EventTarget(), finish: (_isAllowed: boolean) => {} }
	const report = (loaded: number) =>
		download.monitor.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded }))
	const control: TestBrowserTranslator = {
		translated: [],
		progress: () => void report(0.5),
		finish: (isAllowed) => download.finish(isAllowed),
	}
	const nameOf = ({ sourceLanguage, targetLanguage }: Options) => `${sourceLanguage} ${targetLanguage}`
	const Translator = {
		async availability(pair: Options) {
			if (onDevice.has(nameOf(pair))) return 'available'
			return downloadable.includes(nameOf(pair)) ? 'downloadable' : 'unavailable'
		},
		async create(options: Options) {
			const pair = nameOf(options)
			if (!onDevice.has(pair)) {
				// A process of Node has no gestures.
				const isGesture = typeof navigator === 'undefined' || navigator.userActivation.isActive
				if (!isGesture || !downloadable.includes(pair)) throw new DOMException('no gesture', 'NotAllowedError')
				const isAllowed = await new Promise<boolean>((resolve) => {
					download = { monitor: new EventTarget(), finish: resolve }
					options.monitor?.(download.monitor)
				})
				if (!isAllowed) throw new DOMException('refused', 'NotAllowedError')
				report(1)
				onDevice.add(pair)
			}
			return {
				async translate(text: string) {
					if (text.includes('too long')) throw new DOMException('too long', 'QuotaExceededError')
					if (text.includes('broken')) throw new DOMException('broken', 'OperationError')
					control.translated.push(text)
					return `[device ${pair}] ${text}`
				},
				destroy() {},
			}
		},
	}
	const LanguageDetector = {
		availability: async () => 'available',
		create: async () => ({
			async detect(text: string) {
				const isFrench = /\b(est|une?|les?|la)\b/.test(text)
				return [{ detectedLanguage: isFrench ? 'fr' : 'en', confidence: text.length > 10 ? 0.9 : 0.1 }]
			},
			destroy() {},
		}),
	}
	Object.assign(globalThis, { Translator, LanguageDetector, testTranslator: control })
}
