/** Whether this platform's keyboard has Cmd where others have Ctrl. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

/** Returns a shortcut as this platform's keyboard labels it: `Ctrl D` is `⌘ D` on a Mac. */
export function keyLabels(keys: string): string {
	return isMac() ? keys.replace('Ctrl', '⌘') : keys
}
