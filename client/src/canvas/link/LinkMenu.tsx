import { useEffect } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { boardUi } from '../boardUi.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { LinkShape, ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { canStart } from '../permissions.ts'
import { linkEnds } from './linkGeometry.ts'
import type { MeaningMenuProps } from './MeaningMenu.tsx'

const MENU = {
	load: async () => (await fetchChunkOnce(() => import('./MeaningMenu.tsx'))).MeaningMenu,
	texts: 'board',
} as const

/** The menu of meanings, at the label of a link. */
export function LinkMenu() {
	const editor = useEditor()
	const link = useValue('link with a menu', () => {
		const id = boardUi(editor).links.menu.get()
		const shape = id && editor.getShape<LinkShape>(id)
		const { from, to } = shape ? linkEnds(editor, shape) : {}
		return shape && from && to ? shape : null
	}, [editor])
	return link && <OpenMenu key={link.id} link={link} />
}

function OpenMenu({ link }: { link: LinkShape }) {
	const { open, dialog } = useLazyDialog<MeaningMenuProps>(MENU, { link })
	useEffect(open, [open])
	return dialog
}

/** Opens the menu of meanings if this person can change links now. */
export function openLinkMenu(editor: Editor, link: ShapeId): void {
	if (canStart(editor, 'link')) boardUi(editor).links.menu.set(link)
}
