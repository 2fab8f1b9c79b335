import type { Locale } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { presentLocale } from './locale.ts'
import type { Namespace } from './messages.ts'
import type { Translate } from './Translate.ts'
import { textsIn } from './texts.ts'

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
	return useSyncExternalStore(presentLocale.subscribe, presentLocale.get)
}
