import { LINK_MEANINGS, type LinkMeaning, meaningOf } from '@charrette/shared'
import {
	type Atom,
	atom,
	type Editor,
	type TLArrowShape,
	type TLShapeId,
	useEditor,
	useValue,
	WeakCache,
} from '@tldraw/tldraw'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Chrome, useOpenMenu } from '../Chrome.tsx'
import { canStart } from '../permissions.ts'
import styles from './link.module.css'
import { labelPosition, linkEnds, readLink } from './linkGeometry.ts'

const MENU_MARGIN_PX = { side: 120, top: 80, bottom: 330 }

/** What a link may say, at the word that says it now. */
export function LinkMenu() {
	const editor = useEditor()
	const link = useValue('link with a menu', () => {
		const id = linkMenu(editor).get()
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
	const place = useValue('place of the menu', () => menuPosition(editor, link), [editor, link])
	useOpenMenu('link')
	useEffect(() => {
		const close = () => linkMenu(editor).set(null)
		const onPointerDown = (event: PointerEvent) => {
			if (event.target instanceof Node && !menu.current?.contains(event.target)) close()
		}
		menu.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus()
		document.addEventListener('pointerdown', onPointerDown, true)
		return () => {
			document.removeEventListener('pointerdown', onPointerDown, true)
			if (linkMenu(editor).get() === link.id) close()
		}
	}, [editor, link.id])

	const close = () => {
		linkMenu(editor).set(null)
		editor.getContainer().focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const entries = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitemradio]') ?? [])]
		const at = entries.indexOf(document.activeElement as HTMLElement)
		const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
		if (event.key === 'Escape' || event.key === 'Tab') close()
		else if (goal !== undefined) entries.at(goal % entries.length)?.focus()
		else return
		event.preventDefault()
		event.stopPropagation()
	}
	const { from, to } = linkEnds(editor, link)
	if (!from || !to || !place) return null
	const chosen = LINK_MEANINGS.find((meaning) => meaning === link.meta['meaning']) ?? null
	const automatic = t('write.automatic', { meaning: t(`meanings.${meaningOf(from.props.kind, to.props.kind)}`) })
	const choices: (LinkMeaning | null)[] = [null, ...LINK_MEANINGS]
	return (
		<Chrome className={styles['menuLayer']} style={{ left: place.x, top: place.y }}>
			<div
				ref={menu}
				className={styles['menu']}
				role="menu"
				aria-label={t('write.meaning')}
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
		</Chrome>
	)
}

/** At the link's word, in px of the canvas, and never off the screen. */
function menuPosition(editor: Editor, link: TLArrowShape): { x: number; y: number } | null {
	const drawing = readLink(editor, link)
	if (!drawing) return null
	const word = labelPosition(editor, link, { course: drawing.course, word: drawing.meaning ?? '' })
	const { x, y } = editor.pageToViewport(editor.getShapePageTransform(link).applyToPoint(word))
	const { w, h } = editor.getViewportScreenBounds()
	const { side, top, bottom } = MENU_MARGIN_PX
	return {
		x: Math.round(Math.max(side, Math.min(w - side, x))),
		y: Math.round(Math.max(top, Math.min(h - bottom, y + 14))),
	}
}

const linkMenus = new WeakCache<Editor, Atom<TLShapeId | null>>()

/** The link whose meaning is being chosen, as a signal. */
function linkMenu(editor: Editor): Atom<TLShapeId | null> {
	return linkMenus.get(editor, () => atom<TLShapeId | null>('link menu', null))
}

/** Lets one choose what a link says, in a phase that is for it. */
export function openLinkMenu(editor: Editor, link: TLShapeId): void {
	if (canStart(editor, 'link')) linkMenu(editor).set(link)
}

/** Chooses what a link says, as one step; null leaves it to the kinds of its cards again, and then nothing is stored. */
function setLinkMeaning(editor: Editor, link: TLShapeId, meaning: LinkMeaning | null): void {
	if (editor.getIsReadonly() || !editor.getShape(link)) return
	editor.markHistoryStoppingPoint('meaning of a link')
	editor.store.update(link, (shape) => {
		const { meaning: _, ...meta } = (shape as TLArrowShape).meta
		return { ...shape, meta: meaning ? { ...meta, meaning } : meta }
	})
}
