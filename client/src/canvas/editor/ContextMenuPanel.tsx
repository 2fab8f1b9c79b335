import { DropdownMenu } from 'radix-ui'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { keyLabels } from '../../ui/keyLabels.ts'
import menuStyles from '../../ui/Menu.module.css'
import { useRegisterOpenMenu } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import styles from './contextMenu.module.css'
import { type MenuEntry, useMenuGroups } from './contextMenuEntries.ts'

export interface ContextMenuPanelProps {
	/** The position of the press in the window. */
	x: number
	y: number
	/** Whether the first entry has the focus at first: the menu was opened with the keyboard. */
	startsAtFirst: boolean
	onClose: () => void
}

/** The open context menu of a board, a chunk of its own with the library for menus. */
export function ContextMenuPanel({ x, y, startsAtFirst, onClose }: ContextMenuPanelProps) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const groups = useMenuGroups()
	const panel = useRef<HTMLDivElement>(null)
	const leavesFocus = useRef(false)
	const [focusedBefore] = useState(() => document.activeElement)
	useRegisterOpenMenu('context menu')
	useLayoutEffect(() => {
		editor.complete()
		if (editor.getInstanceState().isCoarsePointer) selectLocked(editor)
		return () => {
			if (!editor.isDisposed) leaveLocked(editor)
		}
	}, [editor])
	useEffect(() => {
		if (startsAtFirst) panel.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
	}, [startsAtFirst])
	return (
		<DropdownMenu.Root dir="ltr" modal={false} open onOpenChange={(isOpen) => !isOpen && onClose()}>
			{createPortal(
				<DropdownMenu.Trigger asChild>
					<span aria-hidden="true" style={{ position: 'fixed', left: x, top: y, pointerEvents: 'none' }} />
				</DropdownMenu.Trigger>,
				document.body,
			)}
			<DropdownMenu.Portal container={editor.getContainer()}>
				<DropdownMenu.Content
					ref={panel}
					className={joinClasses(menuStyles['menu'], styles['menu'])}
					aria-label={t('menu.title')}
					side="right"
					align="start"
					sideOffset={2}
					alignOffset={-4}
					collisionPadding={8}
					onInteractOutside={() => {
						leavesFocus.current = true
					}}
					onCloseAutoFocus={(event) => {
						event.preventDefault()
						if (!leavesFocus.current && focusedBefore instanceof HTMLElement)
							focusedBefore.focus({ preventScroll: true })
					}}
					onContextMenu={(event) => event.preventDefault()}
					// The canvas would leave the selection.
					onEscapeKeyDown={(event) => event.stopPropagation()}
				>
					{groups.map((entries) => (
						<DropdownMenu.Group key={entries[0]?.label} className={styles['group']}>
							{entries.map((entry) => (
								<Entry key={entry.label} entry={entry} container={editor.getContainer()} />
							))}
						</DropdownMenu.Group>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	)
}

/**
 * Selects the locked shapes under a long press, so that they can be unlocked. A tap does not select
 * them.
 */
function selectLocked(editor: Editor): void {
	const shapes = editor.getShapesAtPoint(editor.inputs.currentPagePoint)
	const selected = editor.getSelectedShapeIds()
	if (shapes.some(({ id }) => selected.includes(id))) return
	const locked = shapes.filter((shape) => editor.isShapeOrAncestorLocked(shape))
	if (locked.length > 0) editor.select(...locked.map(({ id }) => id))
}

/** A locked shape is selected only as long as its menu is open. */
function leaveLocked(editor: Editor): void {
	const shape = editor.getOnlySelectedShape()
	if (shape && editor.isShapeOrAncestorLocked(shape)) editor.selectNone()
}

const itemClass = joinClasses(menuStyles['item'], styles['item'])

function Entry({ entry, container }: { entry: MenuEntry; container: HTMLElement }) {
	const { label, keys, isOn, items, onChoose } = entry
	if (items)
		return (
			<DropdownMenu.Sub>
				<DropdownMenu.SubTrigger className={itemClass}>
					{label}
					<Icon name="arrowRight" size={16} />
				</DropdownMenu.SubTrigger>
				<DropdownMenu.Portal container={container}>
					<DropdownMenu.SubContent className={joinClasses(menuStyles['menu'], styles['menu'])} collisionPadding={8}>
						{items.map((item) => (
							<Entry key={item.label} entry={item} container={container} />
						))}
					</DropdownMenu.SubContent>
				</DropdownMenu.Portal>
			</DropdownMenu.Sub>
		)
	if (isOn !== undefined)
		return (
			<DropdownMenu.CheckboxItem className={itemClass} checked={isOn} onSelect={onChoose}>
				{label}
				<DropdownMenu.ItemIndicator>
					<Icon name="check" size={16} />
				</DropdownMenu.ItemIndicator>
			</DropdownMenu.CheckboxItem>
		)
	return (
		<DropdownMenu.Item className={itemClass} onSelect={onChoose}>
			{label}
			{keys && <kbd>{keyLabels(keys)}</kbd>}
		</DropdownMenu.Item>
	)
}
