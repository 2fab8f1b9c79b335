import { useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'

/** While this component is there, the canvas takes no shortcuts: a dialog or menu is open over it. */
export function useOpenMenu(id: string): void {
	const editor = useEditor()
	useEffect(() => {
		editor.menus.addOpenMenu(id)
		return () => {
			editor.menus.deleteOpenMenu(id)
		}
	}, [editor, id])
}
