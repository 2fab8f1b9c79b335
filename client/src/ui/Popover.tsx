import { type ReactNode, useRef } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { Button } from './Button.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Menu.module.css'
import type { PopoverPanelProps } from './PopoverPanel.tsx'
import { useLazyDialog } from './useLazyDialog.tsx'

interface PopoverProps {
	icon: IconName
	label: string
	/** A text beside the icon. */
	text?: string
	children: (close: () => void) => ReactNode
}

const PANEL = {
	load: async () => (await fetchChunkOnce(() => import('./PopoverPanel.tsx'))).PopoverPanel,
	texts: 'app',
	isPrefetched: true,
} as const

/**
 * A button that opens a small panel. Esc, a press elsewhere and moving the focus elsewhere close
 * it.
 */
export function Popover({ icon, label, text, children }: PopoverProps) {
	const trigger = useRef<HTMLButtonElement>(null)
	const { open, close, dialog } = useLazyDialog<PopoverPanelProps>(PANEL, { label, trigger, children })
	return (
		<span className={styles['root']}>
			<Button
				ref={trigger}
				icon={icon}
				iconOnly={!text}
				size="small"
				variant="quiet"
				aria-label={text ? `${label}, ${text}` : label}
				aria-haspopup="dialog"
				aria-expanded={dialog !== null}
				title={label}
				onClick={dialog ? close : open}
			>
				{text}
			</Button>
			{dialog}
		</span>
	)
}
