import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'

export interface MenuItem {
	label: string
	onChoose: () => void
}

interface MenuProps {
	icon: IconName
	label: string
	/** On which side of the button the menu begins; it lies towards the other. */
	side?: 'left' | 'right'
	items: readonly MenuItem[]
	/** More entries, below the others and under a title of their own. */
	section?: { title: string; items: readonly MenuItem[] }
}

/** A button that opens a short menu (the ARIA menu button pattern), below it or, where there is no room, above. */
export function Menu({ icon, label, side = 'right', items, section }: MenuProps) {
	const [isOpen, setOpen] = useState(false)
	const root = useRef<HTMLSpanElement>(null)
	const button = useRef<HTMLButtonElement>(null)
	const menu = useRef<HTMLDivElement>(null)
	const [isAbove, setAbove] = useState(false)
	useLayoutEffect(() => {
		const box = isOpen ? menu.current?.getBoundingClientRect() : undefined
		const top = button.current?.getBoundingClientRect().top ?? 0
		setAbove(box !== undefined && box.bottom > window.innerHeight && top > box.height)
	}, [isOpen])
	useEffect(() => {
		if (!isOpen) return
		root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
		const onPointerDown = (event: PointerEvent) => {
			if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
		}
		document.addEventListener('pointerdown', onPointerDown)
		return () => document.removeEventListener('pointerdown', onPointerDown)
	}, [isOpen])

	const close = () => {
		setOpen(false)
		button.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (!isOpen) return
		if (event.key === 'Escape') return close()
		if (event.key === 'Tab') return setOpen(false)
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
		if (!step) return
		event.preventDefault()
		const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
		const at = entries.indexOf(document.activeElement as HTMLElement)
		entries[(at + step + entries.length) % entries.length]?.focus()
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and menu inside
		<span ref={root} className={styles['root']} onKeyDown={onKeyDown}>
			<Button
				ref={button}
				icon={icon}
				iconOnly
				size="small"
				variant="quiet"
				aria-label={label}
				title={label}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
			/>
			{isOpen && (
				<div
					ref={menu}
					className={styles['menu']}
					data-side={side}
					data-above={isAbove || undefined}
					role="menu"
					aria-label={label}
				>
					<MenuItems items={items} onChoose={close} />
					{section && (
						// biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
						<div className={styles['section']} role="group" aria-label={section.title}>
							<b aria-hidden="true">{section.title}</b>
							<MenuItems items={section.items} onChoose={close} />
						</div>
					)}
				</div>
			)}
		</span>
	)
}

function MenuItems({ items, onChoose }: { items: readonly MenuItem[]; onChoose: () => void }) {
	return items.map((item) => (
		<button
			key={item.label}
			type="button"
			role="menuitem"
			tabIndex={-1}
			onClick={() => {
				onChoose()
				item.onChoose()
			}}
		>
			{item.label}
		</button>
	))
}
