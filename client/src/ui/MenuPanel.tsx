import { DropdownMenu } from 'radix-ui'
import { type RefObject, useEffect, useRef } from 'react'
import styles from './Menu.module.css'

export interface MenuItem {
	/** Distinguishes items with the same label. */
	id?: string
	label: string
	onChoose: () => void
}

export interface MenuPanelProps {
	label: string
	side: 'left' | 'right'
	items: readonly MenuItem[]
	section: { title: string; items: readonly MenuItem[] } | undefined
	/** The button of the menu, which covers the parent element. */
	trigger: RefObject<HTMLButtonElement | null>
	/** Whether the first item has the focus at first: the menu was opened with the keyboard. */
	startsAtFirst: boolean
	onClose: () => void
}

/** An open menu (`Menu`), a chunk of its own with the library for menus. */
export function MenuPanel({ label, side, items, section, trigger, startsAtFirst, onClose }: MenuPanelProps) {
	const panel = useRef<HTMLDivElement>(null)
	// After a choice, or a press elsewhere, the focus is where it belongs.
	const leavesFocus = useRef(false)
	useEffect(() => {
		if (startsAtFirst) panel.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
	}, [startsAtFirst])
	const choose = (item: MenuItem) => {
		// The button gets the focus before the item acts: a dialog that the item opens returns the
		// focus to the button.
		trigger.current?.focus()
		leavesFocus.current = true
		item.onChoose()
	}
	return (
		<DropdownMenu.Root modal={false} open onOpenChange={(isOpen) => !isOpen && onClose()}>
			<DropdownMenu.Trigger asChild>
				<span className={styles['anchor']} aria-hidden="true" />
			</DropdownMenu.Trigger>
			{/* No portal: while a modal dialog is open, elements outside of it are inert. */}
			<DropdownMenu.Content
				ref={panel}
				className={styles['menu']}
				aria-label={label}
				align={side === 'left' ? 'start' : 'end'}
				sideOffset={4}
				collisionPadding={8}
				loop
				onInteractOutside={(event) => {
					// The button's own click closes the menu.
					if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault()
					else leavesFocus.current = true
				}}
				onCloseAutoFocus={(event) => {
					event.preventDefault()
					if (!leavesFocus.current) trigger.current?.focus()
				}}
			>
				<MenuItems items={items} onChoose={choose} />
				{section && (
					<DropdownMenu.Group className={styles['section']} aria-label={section.title}>
						<b aria-hidden="true">{section.title}</b>
						<MenuItems items={section.items} onChoose={choose} />
					</DropdownMenu.Group>
				)}
			</DropdownMenu.Content>
		</DropdownMenu.Root>
	)
}

interface MenuItemsProps {
	items: readonly MenuItem[]
	onChoose: (item: MenuItem) => void
}

/** The items of a menu, or of a group in it. */
export function MenuItems({ items, onChoose }: MenuItemsProps) {
	return items.map((item) => (
		<DropdownMenu.Item key={item.id ?? item.label} className={styles['item']} onSelect={() => onChoose(item)}>
			{item.label}
		</DropdownMenu.Item>
	))
}
