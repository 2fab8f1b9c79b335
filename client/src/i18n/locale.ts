import { LOCALES, type Locale, pickLocale } from '@charrette/shared'
import { createCell } from '../session/cell.ts'

/** Each language's name in itself, as the switch shows it. */
export const LOCALE_NAMES: Record<Locale, string> = {
	en: 'English',
	'zh-CN': '简体中文',
	es: 'Español',
	fr: 'Français',
}

const STORAGE_KEY = 'charrette.locale'

/** The language to start with: the person's choice on this browser, else the best for the browser's own list. */
export function readLocale(): Locale {
	const kept = localStorage.getItem(STORAGE_KEY)
	return LOCALES.find((locale) => locale === kept) ?? pickLocale(navigator.languages)
}

/** Keeps the person's choice of language. */
export function writeLocale(locale: Locale): void {
	localStorage.setItem(STORAGE_KEY, locale)
}

/** The language of the interface now. */
export const presentLocale = createCell<Locale>('en')
