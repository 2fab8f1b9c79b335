import { localStore } from '../connection/browserStorage.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'

/** The available themes; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)')

/** Returns the theme chosen in this browser. */
export function readTheme(): Theme {
	const stored = localStore.read(LOCAL_KEYS.theme)
	return THEMES.find((theme) => theme === stored) ?? 'system'
}

/** Stores the chosen theme and applies it. */
export function writeTheme(theme: Theme): void {
	localStore.write(LOCAL_KEYS.theme, theme)
	applyTheme()
}

/**
 * Applies the chosen theme as `data-theme` (`light` or `dark`) on the root element and follows the
 * device. Returns a function that stops it.
 */
export function watchTheme(): () => void {
	applyTheme()
	const device = prefersDark()
	device.addEventListener('change', applyTheme)
	return () => device.removeEventListener('change', applyTheme)
}

function applyTheme(): void {
	const chosen = readTheme()
	const system = prefersDark().matches ? 'dark' : 'light'
	document.documentElement.dataset['theme'] = chosen === 'system' ? system : chosen
}
