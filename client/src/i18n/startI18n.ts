import type { Locale } from '@charrette/shared'
import type { Texts } from './flattenTexts.ts'
import { presentLocale, readLocale, writeLocale } from './locale.ts'
import type { Namespace } from './messages.ts'
import { addTexts, hasTexts } from './texts.ts'

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
	await loadTexts(presentLocale.get(), namespace)
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
	presentLocale.set(locale)
}
