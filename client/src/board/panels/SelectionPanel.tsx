import { type Editor, useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { boardUi } from '../boardUi.ts'
import { useDeniedReason } from '../permissions.ts'
import { isPhone } from '../viewport/camera.ts'
import styles from './panel.module.css'

const HALF_WIDTH = { wide: 236, phone: 170 }
const MARGIN = 8
const GAP = 12
/** How high the panel is at most; on a phone it has two rows. */
const HEIGHT = { wide: 54, phone: 100 }
/** What the top bar takes; it gives way where a keyboard leaves no room for it. */
const TOP_BAR = { usual: 80, keyboard: 80, tight: 4 }

/** How much of the canvas, in px from its upper edge, what is selected must leave so that its panel has room above it. */
export function panelClearance(editor: Editor): number {
	const { top, size } = boardUi(editor).visibleArea.get()
	return top + TOP_BAR[size] + HEIGHT[isPhone(editor) ? 'phone' : 'wide'] + GAP
}

/** Where a panel stands, in px of the canvas; it `hangs` down from there, or stands on it. */
interface PanelPosition {
	x: number
	y: number
	isBelow: boolean
}

/** Above the selection; below it where the top bar is; and where there is no room either, under the bar. It is never off the side. */
export function panelPosition(editor: Editor): PanelPosition | null {
	if (!editor.isInAny('select.idle', 'select.editing_shape', 'select.pointing_shape')) return null
	const bounds = editor.getSelectionPageBounds()
	if (!bounds) return null
	const { w } = editor.getViewportScreenBounds()
	const room = boardUi(editor).visibleArea.get()
	const upper = editor.pageToViewport({ x: bounds.center.x, y: bounds.minY })
	const lower = editor.pageToViewport({ x: bounds.center.x, y: bounds.maxY })
	const half = Math.min(HALF_WIDTH[isPhone(editor) ? 'phone' : 'wide'] + MARGIN, w / 2)
	const x = Math.round(Math.min(w - half, Math.max(half, upper.x)))
	if (upper.y >= panelClearance(editor)) return { x, y: Math.round(upper.y - GAP), isBelow: false }
	const below = lower.y + GAP
	const hasRoomBelow = below + HEIGHT.wide < room.bottom
	return { x, y: Math.round(hasRoomBelow ? below : room.top + TOP_BAR[room.size]), isBelow: true }
}

interface PanelButtonProps {
	icon: IconName
	label: string
	/** The key that does the same, as people write it. */
	shortcut?: string
	/** Why it is not of use now; a press still reaches `onChoose`, which says so. */
	deniedReason: string | undefined
	className?: string | undefined
	onChoose: () => void
}

/** A button of a panel: an icon, and its words on asking. */
export function PanelButton({ icon, label, shortcut, deniedReason, className, onChoose }: PanelButtonProps) {
	return (
		<button
			type="button"
			className={className}
			title={deniedReason ?? (shortcut ? `${label} (${shortcut})` : label)}
			aria-label={label}
			aria-disabled={deniedReason !== undefined || undefined}
			aria-description={deniedReason}
			onClick={onChoose}
		>
			<Icon name={icon} size={18} />
		</button>
	)
}

/** Takes what is selected off the board, in one step of undo. */
export function DeleteButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const whyNot = useDeniedReason('write')
	const remove = () => {
		editor.markHistoryStoppingPoint('delete')
		editor.deleteShapes(editor.getSelectedShapeIds())
	}
	return (
		<PanelButton
			icon="close"
			label={t('card.delete')}
			shortcut="Del"
			deniedReason={whyNot}
			className={styles['delete']}
			onChoose={remove}
		/>
	)
}
