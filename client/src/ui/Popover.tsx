import { Popover as RadixPopover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'

interface PopoverProps {
	icon: IconName
	label: string
	/** A text beside the icon. */
	text?: string
	children: (close: () => void) => ReactNode
}

/**
 * A button that opens a small panel. Esc, a press elsewhere and moving the focus elsewhere close
 * it.
 */
export function Popover({ icon, label, text, children }: PopoverProps) {
	const [isOpen, setOpen] = useState(false)
	return (
		<span className={styles['root']}>
			<RadixPopover.Root open={isOpen} onOpenChange={setOpen}>
				<RadixPopover.Trigger asChild>
					<Button
						icon={icon}
						iconOnly={!text}
						size="small"
						variant="quiet"
						aria-label={text ? `${label}, ${text}` : label}
						title={label}
					>
						{text}
					</Button>
				</RadixPopover.Trigger>
				<RadixPopover.Content
					className={styles['panel']}
					aria-label={label}
					align="end"
					sideOffset={4}
					collisionPadding={8}
				>
					{children(() => setOpen(false))}
				</RadixPopover.Content>
			</RadixPopover.Root>
		</span>
	)
}
