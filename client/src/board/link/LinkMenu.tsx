import { LINK_MEANINGS, type LinkMeaning, meaningOf } from '@charrette/shared'
import { type Editor, type TLArrowShape, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { canStart } from '../permissions.ts'
import styles from './link.module.css'
import { labelPosition, linkEnds, readLink } from './linkGeometry.ts'

const MENU_MARGIN_PX = { side: 120, top: 80, bottom: 330 }

/** The menu of meanings, at the label of a link. */
export function LinkMenu() {
	const editor = useEditor()
	const link = useValue('link with a menu', () => {
		const id = boardUi(editor).linkMenu.get()
		const shape = id && editor.getShape<TLArrowShape>(id)
		const { from, to } = shape ? linkEnds(editor, shape) : {}
		return shape && from && to ? shape : null
	}, [editor])
	return link && <MeaningMenu key={link.id} link={link} />
}

function MeaningMenu({ link }: { link: TLArrowShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const menu = useRef<HTMLDivElement>(null)
	const position = useValue('menu position', () => menuPosition(editor, link), [editor, link])
	useRegisterOpenMenu('link')
	useEffect(() => {
		const close = () => boardUi(editor).linkMenu.set(null)
		const onPointerDown = (event: PointerEvent) => {
			if (event.target instanceof Node && !menu.current?.contains(event.target)) close()
		}
		menu.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus()
		document.addEventListener('pointerdown', onPointerDown, true)
		return () => {
			document.removeEventListener('pointerdown', onPointerDown, true)
			if (boardUi(editor).linkMenu.get() === link.id) close()
		}
	}, [editor, link.id])

	const close = () => {
		boardUi(editor).linkMenu.set(null)
		editor.getContainer().focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitemradio]') ?? [])]
		const focused = items.indexOf(document.activeElement as HTMLElement)
		const target = { ArrowDown: focused + 1, ArrowUp: focused - 1, Home: 0, End: -1 }[event.key]
		if (event.key === 'Escape' || event.key === 'Tab') close()
		else if (target !== undefined) items.at(target % items.length)?.focus()
		else return
		event.preventDefault()
		event.stopPropagation()
	}
	const { from, to } = linkEnds(editor, link)
	if (!from || !to || !position) return null
	const chosen = LINK_MEANINGS.find((meaning) => meaning === link.meta['meaning']) ?? null
	const automatic = t('link.automatic', { meaning: t(`meanings.${meaningOf(from.props.kind, to.props.kind)}`) })
	const choices: (LinkMeaning | null)[] = [null, ...LINK_MEANINGS]
	return (
		<CanvasControls className={styles['menuLayer']} style={{ left: position.x, top: position.y }}>
			<div
				ref={menu}
				className={styles['menu']}
				role="menu"
				aria-label={t('link.meaning')}
				onKeyDown={onKeyDown}
				tabIndex={-1}
			>
				{choices.map((meaning) => (
					<button
						key={meaning}
						type="button"
						role="menuitemradio"
						aria-checked={meaning === chosen}
						tabIndex={-1}
						onClick={() => {
							setLinkMeaning(editor, link.id, meaning)
							close()
						}}
					>
						{meaning ? t(`meanings.${meaning}`) : automatic}
					</button>
				))}
			</div>
		</CanvasControls>
	)
}

/**
 * Returns the position of the menu: below the label of the link, in px of the canvas, clamped to
 * the screen.
 */
function menuPosition(editor: Editor, link: TLArrowShape): { x: number; y: number } | null {
	const drawn = readLink(editor, link)
	if (!drawn) return null
	const label = labelPosition(editor, link, { curve: drawn.curve, label: drawn.meaning ?? '' })
	const { x, y } = editor.pageToViewport(editor.getShapePageTransform(link).applyToPoint(label))
	const { w, h } = editor.getViewportScreenBounds()
	const { side, top, bottom } = MENU_MARGIN_PX
	return {
		x: Math.round(Math.max(side, Math.min(w - side, x))),
		y: Math.round(Math.max(top, Math.min(h - bottom, y + 14))),
	}
}

/** Opens the menu of meanings if this person can change links now. */
export function openLinkMenu(editor: Editor, link: TLShapeId): void {
	if (canStart(editor, 'link')) boardUi(editor).linkMenu.set(link)
}

/**
 * Sets the meaning of a link, as one undo step. Null removes it, so that the meaning is derived
 * from the cards again.
 */
function setLinkMeaning(editor: Editor, link: TLShapeId, meaning: LinkMeaning | null): void {
	if (editor.getIsReadonly() || !editor.getShape(link)) return
	editor.markHistoryStoppingPoint('meaning of a link')
	editor.store.update(link, (shape) => {
		const { meaning: _, ...meta } = (shape as TLArrowShape).meta
		return { ...shape, meta: meaning ? { ...meta, meaning } : meta }
	})
}
