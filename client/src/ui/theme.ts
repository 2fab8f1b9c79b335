/** What a person may choose; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORAGE_KEY = 'charrette.theme'
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)')

/** The person's choice on this browser. */
export function readTheme(): Theme {
	const kept = localStorage.getItem(STORAGE_KEY)
	return THEMES.find((theme) => theme === kept) ?? 'system'
}

/** Keeps the person's choice and shows it. */
export function writeTheme(theme: Theme): void {
	localStorage.setItem(STORAGE_KEY, theme)
	showTheme()
}

/** Shows the chosen theme as `data-theme` on the root element (`light` or `dark`) and follows the device. Returns its undo. */
export function followTheme(): () => void {
	showTheme()
	const device = prefersDark()
	device.addEventListener('change', showTheme)
	return () => device.removeEventListener('change', showTheme)
}

function showTheme(): void {
	const chosen = readTheme()
	const system = prefersDark().matches ? 'dark' : 'light'
	document.documentElement.dataset['theme'] = chosen === 'system' ? system : chosen
}
