import { useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'

/** While a dialog or menu is open over the canvas, it takes no shortcuts. Null while none is. */
export function useOpenMenu(id: string | null): void {
	const editor = useEditor()
	useEffect(() => {
		if (id === null) return undefined
		editor.menus.addOpenMenu(id)
		return () => {
			editor.menus.deleteOpenMenu(id)
		}
	}, [editor, id])
}
