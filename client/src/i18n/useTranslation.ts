import { LOCALES, type Locale, pickLocale } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { createObservable } from '../connection/observable.ts'
import { addTexts, hasTexts, type Namespace, type Texts, type Translate, textsIn } from './texts.ts'

/** The texts of one or several namespaces in the current language; the component re-renders when the language changes. */
export function useTranslation<Name extends Namespace = 'app'>(namespace?: Name): { t: Translate<[Name]> }
export function useTranslation<const Names extends readonly [Namespace, ...Namespace[]]>(
	namespaces: Names,
): { t: Translate<Names> }
export function useTranslation(namespaces: Namespace | readonly [Namespace, ...Namespace[]] = 'app') {
	const [first] = typeof namespaces === 'string' ? [namespaces] : namespaces
	return { t: textsIn(useLocale(), first) }
}

/** The current language, as a hook. */
export function useLocale(): Locale {
	return useSyncExternalStore(currentLocale.subscribe, currentLocale.get)
}

/** Each language's own name, for the language switch. */
export const LOCALE_NAMES: Record<Locale, string> = {
	en: 'English',
	'zh-CN': '简体中文',
	es: 'Español',
	fr: 'Français',
}

/** The current language of the interface. */
export const currentLocale = createObservable<Locale>('en')

const STORAGE_KEY = 'charrette.locale'

/** Each file exports `texts` and is a chunk of its own, loaded when its language and namespace are needed. */
const files = import.meta.glob<{ texts: Texts }>(
	'./{app,archive,board,dashboard,exchange,history,home,host,import}/*.ts',
)
const inUse = new Set<Namespace>(['app'])

/**
 * Starts the interface in the person's language: the one stored in this browser, else the best match of the browser's
 * languages. Resolves when the texts are loaded. Every language has every key (a test checks it), so no fallback is loaded.
 */
export async function startI18n(): Promise<void> {
	const stored = localStore.read(STORAGE_KEY)
	const locale = LOCALES.find((known) => known === stored) ?? pickLocale(navigator.languages)
	await loadTexts(locale, 'app')
	showLocale(locale)
}

/** Loads a namespace in the current language. A page awaits it before its first render. */
export async function loadNamespace(namespace: Namespace): Promise<void> {
	inUse.add(namespace)
	await loadTexts(currentLocale.get(), namespace)
}

/** Loads a namespace in any language: the projector shows two at once. */
export async function loadTexts(locale: Locale, namespace: Namespace): Promise<void> {
	if (hasTexts(locale, namespace)) return
	const load = files[`./${namespace}/${locale}.ts`]
	if (!load) throw new Error(`no ${namespace} texts in ${locale}`)
	addTexts(locale, namespace, (await fetchChunkOnce(load)).texts)
}

/** Changes the language of the interface, and stores the choice in this browser. */
export async function changeLocale(locale: Locale): Promise<void> {
	localStore.write(STORAGE_KEY, locale)
	await Promise.all([...inUse].map((namespace) => loadTexts(locale, namespace)))
	showLocale(locale)
}

function showLocale(locale: Locale): void {
	document.documentElement.lang = locale
	currentLocale.set(locale)
}
