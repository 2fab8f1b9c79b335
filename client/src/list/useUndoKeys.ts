import { useEffect } from 'react'
import type { UndoSteps } from '../sync/undoSteps.ts'

/** Ctrl or Cmd with Z undoes one's last step, wherever no text is being written; nothing while one may only look. */
export function useUndoKeys(undo: UndoSteps | null): void {
	useEffect(() => {
		if (!undo) return undefined
		const onKeyDown = (event: KeyboardEvent) => {
			const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
			if (isText || event.altKey || !(event.ctrlKey || event.metaKey)) return
			const key = event.key.toLowerCase()
			if (key !== 'z' && !(key === 'y' && event.ctrlKey)) return
			event.preventDefault()
			if (key === 'y' || event.shiftKey) undo.redo()
			else undo.undo()
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [undo])
}
