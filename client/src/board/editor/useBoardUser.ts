import type { Locale } from '@charrette/shared'
import { type TLUser, useTldrawUser } from '@tldraw/tldraw'
import { useSyncExternalStore } from 'react'
import { TLDRAW_LOCALES } from './boardLocales.ts'

/** Whom the editor takes this person for. Nothing of it is kept by tldraw: the choices are the app's. */
export function useBoardUser(user: { id: string; name: string; locale: Locale }): TLUser {
	const colorScheme = useShownTheme()
	const isStill = useSyncExternalStore(followMotion, prefersStill)
	return useTldrawUser({
		userPreferences: {
			id: user.id,
			name: user.name,
			locale: TLDRAW_LOCALES[user.locale],
			colorScheme,
			animationSpeed: isStill ? 0 : 1,
			isDynamicSizeMode: false,
			isSnapMode: false,
		},
		setUserPreferences: ignore,
	})
}

function useShownTheme(): 'light' | 'dark' {
	return useSyncExternalStore(followTheme, shownTheme)
}

const shownTheme = () => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light')

function followTheme(onChange: () => void): () => void {
	const observer = new MutationObserver(onChange)
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
	return () => observer.disconnect()
}

const stillness = () => matchMedia('(prefers-reduced-motion: reduce)')
const prefersStill = () => stillness().matches

function followMotion(onChange: () => void): () => void {
	const query = stillness()
	query.addEventListener('change', onChange)
	return () => query.removeEventListener('change', onChange)
}

function ignore(): void {}
