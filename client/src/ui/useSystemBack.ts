import { useEffect, useEffectEvent } from 'react'

declare global {
	interface Window {
		/** Missing in Safari and Firefox. A modal dialog has one of its own. */
		CloseWatcher?: new () => EventTarget & { destroy(): void }
	}
}

/**
 * On a touch screen, closes a panel that covers the page at the Back gesture of the system, which
 * would leave the board otherwise, where the browser offers that (PHONE10).
 */
export function useSystemBack(onClose: () => void): void {
	const close = useEffectEvent(onClose)
	useEffect(() => {
		if (!window.CloseWatcher || !matchMedia('(pointer: coarse)').matches) return undefined
		const watcher = new window.CloseWatcher()
		watcher.addEventListener('close', () => close())
		return () => watcher.destroy()
	}, [])
}
