import { LINK_MEANINGS, type LinkMeaning, meaningOf } from '@charrette/shared'
import { DropdownMenu } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { LinkShape, ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import styles from './link.module.css'
import { labelPosition, linkEnds, readLink } from './linkGeometry.ts'

/** The value of the item that resets the meaning: radio items have a text. */
const AUTOMATIC = '' as const

export interface MeaningMenuProps {
	link: LinkShape
	onClose: () => void
}

/** The open menu of meanings, a chunk of its own with the library for menus. */
export function MeaningMenu({ link, onClose }: MeaningMenuProps) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const menu = useRef<HTMLDivElement>(null)
	const anchor = useValue('label of the link', () => labelOnScreen(editor, link), [editor, link])
	useRegisterOpenMenu('link')
	useEffect(() => {
		// Set again, since in development the effect also runs after its own cleanup.
		boardUi(editor).links.menu.set(link.id)
		menu.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus()
		return () => {
			if (boardUi(editor).links.menu.get() === link.id) boardUi(editor).links.menu.set(null)
		}
	}, [editor, link.id])

	const { from, to } = linkEnds(editor, link)
	if (!from || !to || !anchor) return null
	const chosen = LINK_MEANINGS.find((meaning) => meaning === link.meta['meaning']) ?? AUTOMATIC
	const automatic = t('link.automatic', { meaning: t(`meanings.${meaningOf(from.props.kind, to.props.kind)}`) })
	return (
		<CanvasControls className={styles['menuAnchor']} style={{ left: anchor.x, top: anchor.y }}>
			<DropdownMenu.Root modal={false} open onOpenChange={onClose}>
				<DropdownMenu.Trigger asChild>
					<span />
				</DropdownMenu.Trigger>
				<DropdownMenu.Content
					ref={menu}
					className={styles['menu']}
					aria-label={t('link.meaning')}
					sideOffset={14}
					collisionPadding={8}
					loop
					onCloseAutoFocus={(event) => {
						event.preventDefault()
						editor.getContainer().focus()
					}}
				>
					<DropdownMenu.RadioGroup
						value={chosen}
						onValueChange={(value) =>
							setLinkMeaning(editor, link.id, LINK_MEANINGS.find((meaning) => meaning === value) ?? null)
						}
					>
						{([AUTOMATIC, ...LINK_MEANINGS] as const).map((meaning) => (
							<DropdownMenu.RadioItem key={meaning} value={meaning}>
								{meaning ? t(`meanings.${meaning}`) : automatic}
							</DropdownMenu.RadioItem>
						))}
					</DropdownMenu.RadioGroup>
				</DropdownMenu.Content>
			</DropdownMenu.Root>
		</CanvasControls>
	)
}

/** Returns the position of a link's label in px of the canvas; null while the link is not drawn. */
function labelOnScreen(editor: Editor, link: LinkShape): { x: number; y: number } | null {
	const drawn = readLink(editor, link)
	if (!drawn) return null
	const label = labelPosition(editor, link, { curve: drawn.curve, label: drawn.meaning ?? '' })
	const { x, y } = editor.pageToViewport(editor.getShapePageTransform(link).applyToPoint(label))
	return { x: Math.round(x), y: Math.round(y) }
}

/**
 * Sets the meaning of a link, as one undo step. Null removes it, so that the meaning is derived
 * from the cards again.
 */
function setLinkMeaning(editor: Editor, link: ShapeId, meaning: LinkMeaning | null): void {
	if (editor.getIsReadonly() || !editor.getShape(link)) return
	editor.markHistoryStoppingPoint('meaning of a link')
	editor.store.update(link, (shape) => {
		const { meaning: _, ...meta } = (shape as LinkShape).meta
		return { ...shape, meta: meaning ? { ...meta, meaning } : meta }
	})
}
