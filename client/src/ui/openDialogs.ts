import { useSyncExternalStore } from 'react'

/** The modal dialogs that are open, the uppermost last. All else is out of reach meanwhile, for the eye and the ear too. */
const open: HTMLDialogElement[] = []
const listeners = new Set<() => void>()

function notify(): void {
	for (const listener of listeners) listener()
}

/** Takes note that a dialog is open. Returns its undo. */
export function registerDialog(dialog: HTMLDialogElement): () => void {
	open.push(dialog)
	notify()
	return () => {
		open.splice(open.indexOf(dialog), 1)
		notify()
	}
}

/** The dialog that alone can be reached now; null where none is open. */
export function topDialog(): HTMLDialogElement | null {
	return open.at(-1) ?? null
}

/** The same, kept up. */
export function useTopDialog(): HTMLDialogElement | null {
	return useSyncExternalStore(listen, topDialog)
}

function listen(listener: () => void): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}
