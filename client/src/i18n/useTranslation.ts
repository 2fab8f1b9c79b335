import { LOCALES, type Locale, pickLanguage } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { callJson, failureOf } from '../connection/http.ts'
import { createObservable } from '../connection/observable.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { addTexts, baseOf, hasTexts, type Namespace, setBase, type Texts, type Translate, textsIn } from './texts.ts'

/**
 * Returns the texts of one or several namespaces in the current language. The component rerenders
 * when the language changes.
 */
export function useTranslation<Name extends Namespace = 'app'>(namespace?: Name): { t: Translate<[Name]> }
export function useTranslation<const Names extends readonly [Namespace, ...Namespace[]]>(
	namespaces: Names,
): { t: Translate<Names> }
export function useTranslation(namespaces: Namespace | readonly [Namespace, ...Namespace[]] = 'app') {
	const [first] = typeof namespaces === 'string' ? [namespaces] : namespaces
	return { t: textsIn(useLanguage(), first) }
}

/**
 * Returns the current language of the interface, for its texts and for dates, numbers and sorting:
 * a BCP 47 tag, which may be that of an added language.
 */
export function useLanguage(): string {
	return useSyncExternalStore(currentLanguage.subscribe, currentLanguage.get)
}

/**
 * Returns the current built-in language, for content that exists only in the built-in languages:
 * prompts, exported files, names that the server knows.
 */
export function useLocale(): Locale {
	return baseOf(useLanguage())
}

/** Returns the same as `useLocale`, outside of components. */
export function readLocale(): Locale {
	return baseOf(currentLanguage.get())
}

/** Each language's own name. */
export const LOCALE_NAMES: Record<Locale, string> = {
	en: 'English',
	'zh-CN': '简体中文',
	es: 'Español',
	fr: 'Français',
}

/** The current language of the interface. */
export const currentLanguage = createObservable<string>('en')

/** A language that the host of the server has added with a file (LANG1). */
interface AddedLanguage {
	tag: string
	name: string
	direction: 'ltr' | 'rtl'
	base: Locale
}

const languages = LOCALES.map((tag): AddedLanguage => ({ tag, name: LOCALE_NAMES[tag], direction: 'ltr', base: tag }))

/** Returns every language of the interface, with its own name, for the language switch. */
export function listLanguages(): readonly AddedLanguage[] {
	return languages
}

/**
 * The files of texts. Each exports `texts` and is a chunk of its own, loaded when its language and
 * namespace are needed.
 */
const files = import.meta.glob<{ texts: Texts }>(
	'./{app,archive,board,dashboard,documents,exchange,history,home,host,import,panels}/*.ts',
)
const inUse = new Set<Namespace>(['app'])

/**
 * Starts the interface in the person's language: the language stored in this browser, else the best
 * match of the browser's languages. Resolves when the texts are loaded. The index page lists the
 * languages that the host has added.
 */
export async function startI18n(): Promise<void> {
	const added = JSON.parse(document.documentElement.dataset['languages'] ?? '[]') as AddedLanguage[]
	languages.splice(LOCALES.length, Number.POSITIVE_INFINITY, ...added)
	for (const { tag, base } of added) setBase(tag, base)
	const tags = languages.map(({ tag }) => tag)
	const language = pickLanguage([localStore.read(LOCAL_KEYS.locale) ?? '', ...navigator.languages], tags)
	// The language is set before its texts arrive: nothing is rendered yet, and pages that are
	// fetched meanwhile load their texts in this language.
	showLanguage(language)
	await loadTexts(language, 'app')
}

/** Loads a namespace in the current language. A page awaits it before its first render. */
export async function loadNamespace(namespace: Namespace): Promise<void> {
	inUse.add(namespace)
	await loadTexts(currentLanguage.get(), namespace)
}

/**
 * Loads a namespace in any language, because the projector shows two at once. For an added
 * language, also loads the built-in language that supplies its missing texts.
 */
export async function loadTexts(language: string, namespace: Namespace): Promise<void> {
	if (hasTexts(language, namespace)) return
	const load = files[`./${namespace}/${language}.ts`]
	if (load) return addTexts(language, namespace, (await fetchChunkOnce(load)).texts)
	// Without a connection, only the texts of the built-in language are available.
	const texts = callJson<Texts>(`/api/languages/${language}/${namespace}`).catch(withoutConnection)
	await loadTexts(baseOf(language), namespace)
	addTexts(language, namespace, await texts)
}

function withoutConnection(cause: unknown): Texts {
	if (failureOf(cause) !== 'offline') throw cause
	return {}
}

/** Changes the language of the interface, and stores the choice in this browser. */
export async function changeLanguage(language: string): Promise<void> {
	localStore.write(LOCAL_KEYS.locale, language)
	await Promise.all([...inUse].map((namespace) => loadTexts(language, namespace)))
	showLanguage(language)
}

function showLanguage(language: string): void {
	document.documentElement.lang = language
	document.documentElement.dir = languages.find(({ tag }) => tag === language)?.direction ?? 'ltr'
	currentLanguage.set(language)
}
