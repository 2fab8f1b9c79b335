import type { Locale } from '@charrette/shared'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { readLocale, writeLocale } from './locale.ts'
import type { Namespace } from './messages.ts'

/** Each file exports `messages`; each is a chunk of its own, fetched when its language and its pages are wanted. */
const files = import.meta.glob<{ messages: Record<string, unknown> }>('./{app,board,desk}/*.ts')
const inUse = new Set<Namespace>(['app'])

/** Starts the interface's language. Resolves once its texts are there, so that nothing is ever shown without them. */
export async function startI18n(): Promise<void> {
	const locale = readLocale()
	await i18next.use(initReactI18next).init({
		lng: locale,
		// Every language has every key (a test says so), hence no second language is fetched to fall back on.
		fallbackLng: false,
		ns: ['app'],
		defaultNS: 'app',
		resources: { [locale]: { app: await loadMessages(locale, 'app') } },
		interpolation: { escapeValue: false },
		react: { useSuspense: false },
	})
	showLocale(locale)
}

/** Fetches a namespace in the present language. A page awaits it before it is first shown. */
export async function loadNamespace(namespace: Namespace): Promise<void> {
	inUse.add(namespace)
	await loadTexts(currentLocale(), namespace)
}

/** Fetches a namespace in any language: the projector shows two at once. */
export async function loadTexts(locale: Locale, namespace: Namespace): Promise<void> {
	if (i18next.hasResourceBundle(locale, namespace)) return
	i18next.addResourceBundle(locale, namespace, await loadMessages(locale, namespace))
}

/** Changes the interface's language and keeps the choice. */
export async function changeLocale(locale: Locale): Promise<void> {
	writeLocale(locale)
	const missing = [...inUse].filter((namespace) => !i18next.hasResourceBundle(locale, namespace))
	const loaded = await Promise.all(missing.map((namespace) => loadMessages(locale, namespace)))
	missing.forEach((namespace, index) => {
		i18next.addResourceBundle(locale, namespace, loaded[index])
	})
	await i18next.changeLanguage(locale)
	showLocale(locale)
}

/** The present language, as a hook: the component renders anew when it changes. */
export function useLocale(): Locale {
	useTranslation()
	return currentLocale()
}

function currentLocale(): Locale {
	// `lng` is only ever set from a Locale.
	return i18next.language as Locale
}

function showLocale(locale: Locale): void {
	document.documentElement.lang = locale
}

async function loadMessages(locale: Locale, namespace: Namespace): Promise<Record<string, unknown>> {
	const load = files[`./${namespace}/${locale}.ts`]
	if (!load) throw new Error(`no ${namespace} texts in ${locale}`)
	return (await load()).messages
}
