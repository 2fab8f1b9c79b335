import { useRef, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'
import type { MenuItem, MenuPanelProps } from './MenuPanel.tsx'
import { useLazyDialog } from './useLazyDialog.tsx'

interface MenuProps {
	icon: IconName
	label: string
	/** The side of the button with which the menu is aligned. */
	side?: 'left' | 'right'
	items: readonly MenuItem[]
	/** More items, below the others, under their own title. */
	section?: { title: string; items: readonly MenuItem[] }
}

const PANEL = {
	load: async () => (await fetchChunkOnce(() => import('./MenuPanel.tsx'))).MenuPanel,
	texts: 'app',
	isPrefetched: true,
} as const

/**
 * A button that opens a short menu (the ARIA menu button pattern), below it or, if there is no
 * space, above. A click opens it: a press would, even when a finger only starts to scroll there.
 */
export function Menu({ icon, label, side = 'right', items, section }: MenuProps) {
	const trigger = useRef<HTMLButtonElement>(null)
	const [startsAtFirst, setStartsAtFirst] = useState(false)
	const menu = useLazyDialog<MenuPanelProps>(PANEL, { label, side, items, section, trigger, startsAtFirst })
	const isOpen = menu.dialog !== null
	const open = (isByKey: boolean) => {
		setStartsAtFirst(isByKey)
		menu.open()
	}
	return (
		<span className={styles['root']}>
			<Button
				ref={trigger}
				icon={icon}
				iconOnly
				size="small"
				variant="quiet"
				aria-label={label}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				title={label}
				// Enter and Space are clicks of zero presses.
				onClick={({ detail }) => (isOpen ? menu.close() : open(detail === 0))}
				onKeyDown={(event) => {
					if (event.key !== 'ArrowDown') return
					event.preventDefault()
					open(true)
				}}
			/>
			{menu.dialog}
		</span>
	)
}
