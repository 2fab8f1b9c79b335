/** Light or dark: the reader's system says so until they choose. */
export interface Theme {
	isDark(): boolean
	toggle(): void
	/** On paper it is light. Returns its undo. */
	lighten(): () => void
}

/** Shows the theme on the root element, and follows the system. */
export function followTheme(): Theme {
	const root = document.documentElement
	const system = matchMedia('(prefers-color-scheme: dark)')
	let isChosen = false
	const isDark = () => root.dataset['theme'] === 'dark'
	const show = (dark: boolean) => {
		root.dataset['theme'] = dark ? 'dark' : 'light'
	}
	show(system.matches)
	system.addEventListener('change', () => {
		if (!isChosen) show(system.matches)
	})
	return {
		isDark,
		toggle() {
			isChosen = true
			show(!isDark())
		},
		lighten() {
			const before = isDark()
			show(false)
			return () => show(before)
		},
	}
}
