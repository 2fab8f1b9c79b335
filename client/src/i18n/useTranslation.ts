import { LOCALES, type Locale, pickLocale } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { createObservable } from '../connection/observable.ts'
import { addTexts, hasTexts, type Namespace, type Texts, type Translate, textsIn } from './texts.ts'

/** The texts of a namespace, or of several, in the present language; the component renders anew when that changes. */
export function useTranslation<Name extends Namespace = 'app'>(namespace?: Name): { t: Translate<[Name]> }
export function useTranslation<const Names extends readonly [Namespace, ...Namespace[]]>(
	namespaces: Names,
): { t: Translate<Names> }
export function useTranslation(asked: Namespace | readonly [Namespace, ...Namespace[]] = 'app') {
	const [first] = typeof asked === 'string' ? [asked] : asked
	return { t: textsIn(useLocale(), first) }
}

/** The present language, as a hook. */
export function useLocale(): Locale {
	return useSyncExternalStore(currentLocale.subscribe, currentLocale.get)
}

/** Each language's name in itself, as the switch shows it. */
export const LOCALE_NAMES: Record<Locale, string> = {
	en: 'English',
	'zh-CN': '简体中文',
	es: 'Español',
	fr: 'Français',
}

const STORAGE_KEY = 'charrette.locale'

/** The language to start with: the person's choice on this browser, else the best for the browser's own list. */
function readLocale(): Locale {
	const kept = localStorage.getItem(STORAGE_KEY)
	return LOCALES.find((locale) => locale === kept) ?? pickLocale(navigator.languages)
}

/** Keeps the person's choice of language. */
function writeLocale(locale: Locale): void {
	localStorage.setItem(STORAGE_KEY, locale)
}

/** The language of the interface now. */
export const currentLocale = createObservable<Locale>('en')

/** Each file exports `messages`; each is a chunk of its own, fetched when its language and its pages are wanted. */
const files = import.meta.glob<{ messages: Texts }>('./{app,board,bring,desk,history,pack}/*.ts')
const inUse = new Set<Namespace>(['app'])

/**
 * Starts the interface's language. Resolves once its texts are there, so that nothing is ever shown without them. Every
 * language has every key (a test says so), hence no second one is fetched to fall back on.
 */
export async function startI18n(): Promise<void> {
	const locale = readLocale()
	await loadTexts(locale, 'app')
	showLocale(locale)
}

/** Fetches a namespace in the present language. A page awaits it before it is first shown. */
export async function loadNamespace(namespace: Namespace): Promise<void> {
	inUse.add(namespace)
	await loadTexts(currentLocale.get(), namespace)
}

/** Fetches a namespace in any language: the projector shows two at once. */
export async function loadTexts(locale: Locale, namespace: Namespace): Promise<void> {
	if (hasTexts(locale, namespace)) return
	const load = files[`./${namespace}/${locale}.ts`]
	if (!load) throw new Error(`no ${namespace} texts in ${locale}`)
	addTexts(locale, namespace, (await load()).messages)
}

/** Changes the interface's language and keeps the choice. */
export async function changeLocale(locale: Locale): Promise<void> {
	writeLocale(locale)
	await Promise.all([...inUse].map((namespace) => loadTexts(locale, namespace)))
	showLocale(locale)
}

function showLocale(locale: Locale): void {
	document.documentElement.lang = locale
	currentLocale.set(locale)
}
