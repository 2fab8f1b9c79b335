import { ContextMenu } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { keyLabels } from '../../ui/keyLabels.ts'
import menuStyles from '../../ui/Menu.module.css'
import { useRegisterOpenMenu } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import styles from './contextMenu.module.css'
import { type MenuEntry, useMenuGroups } from './contextMenuEntries.ts'

/** The canvas (`children`) with its context menu, for a right click or a long press. */
export function BoardContextMenu({ children }: { children: ReactNode }) {
	const editor = useEditor()
	const [isOpen, setOpen] = useState(false)
	useRegisterOpenMenu(isOpen ? 'context menu' : null)
	const onOpenChange = (opens: boolean) => {
		setOpen(opens)
		if (!opens) return leaveLocked(editor)
		editor.complete()
		if (editor.getInstanceState().isCoarsePointer) selectLocked(editor)
	}
	return (
		<ContextMenu.Root dir="ltr" modal={false} onOpenChange={onOpenChange}>
			<ContextMenu.Trigger dir="ltr">{children}</ContextMenu.Trigger>
			{isOpen && <MenuContent />}
		</ContextMenu.Root>
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

/** Opens the context menu of the selection, for keyboard users. */
export function openContextMenu(editor: Editor): void {
	const bounds = editor.getSelectionPageBounds()
	if (!editor.isIn('select') || !bounds) return
	const { x: clientX, y: clientY } = editor.pageToScreen(bounds.center)
	const press = new PointerEvent('contextmenu', { clientX, clientY, bubbles: true })
	editor.getContainer().querySelector('.tl-canvas')?.dispatchEvent(press)
}

function MenuContent() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const groups = useMenuGroups()
	return (
		<ContextMenu.Portal container={editor.getContainer()}>
			<ContextMenu.Content
				className={joinClasses(menuStyles['menu'], styles['menu'])}
				aria-label={t('menu.title')}
				alignOffset={-4}
				collisionPadding={8}
				onContextMenu={(event) => event.preventDefault()}
				// The canvas would leave the selection.
				onEscapeKeyDown={(event) => event.stopPropagation()}
			>
				{groups.map((entries) => (
					<ContextMenu.Group key={entries[0]?.label} className={styles['group']}>
						{entries.map((entry) => (
							<Entry key={entry.label} entry={entry} container={editor.getContainer()} />
						))}
					</ContextMenu.Group>
				))}
			</ContextMenu.Content>
		</ContextMenu.Portal>
	)
}

const itemClass = joinClasses(menuStyles['item'], styles['item'])

function Entry({ entry, container }: { entry: MenuEntry; container: HTMLElement }) {
	const { label, keys, isOn, items, onChoose } = entry
	if (items)
		return (
			<ContextMenu.Sub>
				<ContextMenu.SubTrigger className={itemClass}>
					{label}
					<Icon name="arrowRight" size={16} />
				</ContextMenu.SubTrigger>
				<ContextMenu.Portal container={container}>
					<ContextMenu.SubContent className={joinClasses(menuStyles['menu'], styles['menu'])} collisionPadding={8}>
						{items.map((item) => (
							<Entry key={item.label} entry={item} container={container} />
						))}
					</ContextMenu.SubContent>
				</ContextMenu.Portal>
			</ContextMenu.Sub>
		)
	if (isOn !== undefined)
		return (
			<ContextMenu.CheckboxItem className={itemClass} checked={isOn} onSelect={onChoose}>
				{label}
				<ContextMenu.ItemIndicator>
					<Icon name="check" size={16} />
				</ContextMenu.ItemIndicator>
			</ContextMenu.CheckboxItem>
		)
	return (
		<ContextMenu.Item className={itemClass} onSelect={onChoose}>
			{label}
			{keys && <kbd>{keyLabels(keys)}</kbd>}
		</ContextMenu.Item>
	)
}
