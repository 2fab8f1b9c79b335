import { useSyncExternalStore } from 'react'

/** The open modal dialogs, the topmost last. The rest of the page is inert while one is open. */
const open: HTMLDialogElement[] = []
const listeners = new Set<() => void>()

function notify(): void {
	for (const listener of listeners) listener()
}

/** Registers an open dialog. Returns a function that unregisters it. */
export function registerDialog(dialog: HTMLDialogElement): () => void {
	open.push(dialog)
	notify()
	return () => {
		open.splice(open.indexOf(dialog), 1)
		notify()
	}
}

/** Returns the topmost open dialog; null if none is open. */
export function topDialog(): HTMLDialogElement | null {
	return open.at(-1) ?? null
}

/** Returns the topmost open dialog, as a hook. */
export function useTopDialog(): HTMLDialogElement | null {
	return useSyncExternalStore(listen, topDialog)
}

function listen(listener: () => void): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}
