import type { Locale } from '@charrette/shared'

/** The interface languages by tldraw's names for them. */
export const TLDRAW_LOCALES: Record<Locale, string> = { en: 'en', 'zh-CN': 'zh-cn', es: 'es', fr: 'fr' }
