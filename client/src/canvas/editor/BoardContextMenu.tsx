import { Fragment, type ReactNode, useState } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { useLongPress } from '../../ui/useLongPress.ts'
import type { Editor } from '../engine/editor.ts'
import type { ContextMenuPanelProps } from './ContextMenuPanel.tsx'

const PANEL = {
	load: async () => (await fetchChunkOnce(() => import('./ContextMenuPanel.tsx'))).ContextMenuPanel,
	texts: 'board',
	isPrefetched: true,
} as const
const LONG_PRESS_MS = 700

/** The canvas (`children`) with its context menu, for a right click or a long press. */
export function BoardContextMenu({ children }: { children: ReactNode }) {
	const [press, setPress] = useState({ x: 0, y: 0, startsAtFirst: false })
	const { open, dialog } = useLazyDialog<ContextMenuPanelProps>(PANEL, press)
	const openAt = ({ clientX: x, clientY: y }: { clientX: number; clientY: number }, startsAtFirst = false) => {
		setPress({ x, y, startsAtFirst })
		open()
	}
	const { cancel, handlers } = useLongPress(LONG_PRESS_MS, (touch) => openAt(touch))
	return (
		<>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: shortcuts open the menu, too. */}
			<span
				dir="ltr"
				style={{ WebkitTouchCallout: 'none' }}
				{...handlers}
				onContextMenu={(event) => {
					cancel()
					event.preventDefault()
					// The keyboard's own event has no pointer.
					openAt(event, (event.nativeEvent as Partial<PointerEvent>).pointerType === '')
				}}
			>
				{children}
			</span>
			<Fragment key={`${press.x} ${press.y}`}>{dialog}</Fragment>
		</>
	)
}

/** Opens the context menu of the selection, for keyboard users. */
export function openContextMenu(editor: Editor): void {
	const bounds = editor.getSelectionPageBounds()
	if (!editor.isIn('select') || !bounds) return
	const { x: clientX, y: clientY } = editor.pageToScreen(bounds.center)
	const press = new PointerEvent('contextmenu', { clientX, clientY, bubbles: true })
	editor.getContainer().querySelector('.tl-canvas')?.dispatchEvent(press)
}
