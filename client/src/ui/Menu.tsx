import { DropdownMenu } from 'radix-ui'
import { useRef, useState } from 'react'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'

export interface MenuItem {
	/** Distinguishes items with the same label. */
	id?: string
	label: string
	onChoose: () => void
}

interface MenuProps {
	icon: IconName
	label: string
	/** The side of the button with which the menu is aligned. */
	side?: 'left' | 'right'
	items: readonly MenuItem[]
	/** More items, below the others, under their own title. */
	section?: { title: string; items: readonly MenuItem[] }
}

/**
 * A button that opens a short menu (the ARIA menu button pattern), below it or, if there is no
 * space, above.
 */
export function Menu({ icon, label, side = 'right', items, section }: MenuProps) {
	const [isOpen, setOpen] = useState(false)
	const trigger = useRef<HTMLButtonElement>(null)
	const hasChosen = useRef(false)
	const choose = (item: MenuItem) => {
		// The button gets the focus before the item acts: a dialog that the item opens returns the
		// focus to the button.
		trigger.current?.focus()
		hasChosen.current = true
		item.onChoose()
	}
	return (
		<span className={styles['root']}>
			<DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
				{/* Radix opens a menu on pointerdown, even when a finger only starts to scroll there; here
				    a click opens it. */}
				<DropdownMenu.Trigger asChild onPointerDown={(event) => event.preventDefault()}>
					<Button
						ref={trigger}
						icon={icon}
						iconOnly
						size="small"
						variant="quiet"
						aria-label={label}
						title={label}
						onClick={() => setOpen(!isOpen)}
					/>
				</DropdownMenu.Trigger>
				{/* No portal: while a modal dialog is open, elements outside of it are inert. */}
				<DropdownMenu.Content
					className={styles['menu']}
					aria-label={label}
					align={side === 'left' ? 'start' : 'end'}
					sideOffset={4}
					collisionPadding={8}
					loop
					onInteractOutside={(event) => {
						// The button's own click closes the menu.
						if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault()
					}}
					onCloseAutoFocus={(event) => {
						if (hasChosen.current) event.preventDefault()
						hasChosen.current = false
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
		</span>
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
