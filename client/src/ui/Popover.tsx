import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'

interface PopoverProps {
	icon: IconName
	label: string
	/** Stands beside the icon. */
	text?: string
	children: (close: () => void) => ReactNode
}

/** A button that opens a small panel; it closes with Esc, or when one goes on elsewhere. */
export function Popover({ icon, label, text, children }: PopoverProps) {
	const [isOpen, setOpen] = useState(false)
	const root = useRef<HTMLSpanElement>(null)
	const button = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		if (!isOpen) return
		const onPointerDown = (event: PointerEvent) => {
			if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
		}
		document.addEventListener('pointerdown', onPointerDown, true)
		return () => document.removeEventListener('pointerdown', onPointerDown, true)
	}, [isOpen])

	const close = () => {
		setOpen(false)
		button.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (isOpen && event.key === 'Escape') close()
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and panel inside
		<span ref={root} className={styles['root']} onKeyDown={onKeyDown}>
			<Button
				ref={button}
				icon={icon}
				iconOnly={!text}
				size="small"
				variant="quiet"
				aria-label={label}
				title={label}
				aria-haspopup="dialog"
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
			>
				{text}
			</Button>
			{isOpen && (
				<div className={styles['panel']} role="dialog" aria-label={label}>
					{children(close)}
				</div>
			)}
		</span>
	)
}
