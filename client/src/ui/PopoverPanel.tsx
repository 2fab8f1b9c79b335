import { Popover as RadixPopover } from 'radix-ui'
import { type ReactNode, type RefObject, useRef } from 'react'
import styles from './Menu.module.css'

export interface PopoverPanelProps {
	label: string
	/** The button of the panel, which covers the parent element. */
	trigger: RefObject<HTMLButtonElement | null>
	children: (close: () => void) => ReactNode
	onClose: () => void
}

/** An open panel (`Popover`), a chunk of its own with the library for panels. */
export function PopoverPanel({ label, trigger, children, onClose }: PopoverPanelProps) {
	const leavesFocus = useRef(false)
	return (
		<RadixPopover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
			<RadixPopover.Anchor asChild>
				<span className={styles['anchor']} aria-hidden="true" />
			</RadixPopover.Anchor>
			<RadixPopover.Content
				className={styles['panel']}
				aria-label={label}
				align="end"
				sideOffset={4}
				collisionPadding={8}
				onInteractOutside={(event) => {
					// The button's own click closes the panel.
					if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault()
					else leavesFocus.current = true
				}}
				onCloseAutoFocus={(event) => {
					event.preventDefault()
					if (!leavesFocus.current) trigger.current?.focus()
				}}
			>
				{children(onClose)}
			</RadixPopover.Content>
		</RadixPopover.Root>
	)
}
