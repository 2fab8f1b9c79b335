import type { CSSProperties, HTMLAttributes } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { keyLabels } from '../../ui/keyLabels.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import floating from '../canvasControls.module.css'
import { deleteSelection } from '../card/changeCards.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useDeniedReason } from '../permissions.ts'
import { isPhone } from '../viewport/camera.ts'
import { clearColumn, type Span } from '../viewport/insets.ts'
import styles from './panel.module.css'

/* Sizes in screen px. */
const GAP = 12
/** Gap between the bars or notices and a panel below them. */
const TOP_GAP = 8
/** Maximum height of a panel. On a phone it has two rows, unless the window is low. */
const HEIGHT = { wide: 54, phone: 100 }
const LOW_PX = 480
/** About half the width of a panel. */
const HALF_WIDTH = 280

interface SelectionPanelProps extends HTMLAttributes<HTMLDivElement> {
	label: string
	position: PanelPosition
}

/** A toolbar that floats next to the selection. */
export function SelectionPanel({ label, position: { x, y, isBelow }, ...props }: SelectionPanelProps) {
	return (
		<CanvasControls
			className={joinClasses(floating['float'], floating['buttons'], styles['panel'])}
			role="toolbar"
			data-selection-panel
			aria-label={label}
			style={{ '--x': `${x}px`, top: y } as CSSProperties}
			data-below={isBelow || undefined}
			{...props}
		/>
	)
}

/**
 * Returns the space that a panel needs above a selection, from the upper edge of the canvas. `left`
 * and `right` are the selection's edges, all in px of the canvas.
 */
export function panelClearance(editor: Editor, left: number, right: number): number {
	const [top] = panelColumn(editor, left, right)
	const isTwoRows = isPhone(editor) && editor.getViewportScreenBounds().h > LOW_PX
	return top + TOP_GAP + HEIGHT[isTwoRows ? 'phone' : 'wide'] + GAP
}

/** Returns the clear part of the column of the canvas in which a panel lies; see `clearColumn`. */
function panelColumn(editor: Editor, left: number, right: number): Span {
	const middle = (left + right) / 2
	const span = [Math.min(left, middle - HALF_WIDTH), Math.max(right, middle + HALF_WIDTH)] as const
	return clearColumn(boardUi(editor).viewport.coveredCanvas.get(), span)
}

/**
 * The middle of a panel's upper edge if it is below the selection, else of its lower edge, in px of
 * the canvas.
 */
interface PanelPosition {
	x: number
	y: number
	isBelow: boolean
}

/**
 * Returns the position of a panel: above the selection, else below it, else under the bars. The
 * stylesheet keeps it within the sides of the canvas. Null while the selection is empty or a
 * gesture is in progress.
 */
export function panelPosition(editor: Editor): PanelPosition | null {
	if (!editor.isInAny('select.idle', 'select.editing_shape', 'select.pointing_shape')) return null
	const bounds = editor.getSelectionPageBounds()
	if (!bounds) return null
	const upper = editor.pageToViewport({ x: bounds.minX, y: bounds.minY })
	const lower = editor.pageToViewport({ x: bounds.maxX, y: bounds.maxY })
	const x = Math.round((upper.x + lower.x) / 2)
	const [start, end] = panelColumn(editor, upper.x, lower.x)
	if (upper.y >= panelClearance(editor, upper.x, lower.x)) {
		// A keyboard that opens for a field of the panel must not cover the panel.
		return { x, y: Math.round(Math.min(upper.y, end) - GAP), isBelow: false }
	}
	const top = start + TOP_GAP
	const below = Math.max(lower.y + GAP, top)
	const fitsBelow = below + HEIGHT.wide < end
	return { x, y: Math.round(fitsBelow ? below : top), isBelow: true }
}

interface PanelButtonProps {
	icon: IconName
	label: string
	/** The keyboard shortcut as displayed. */
	shortcut?: string
	/**
	 * The reason why the phase does not allow it. A press still calls `onChoose`, which shows the
	 * reason.
	 */
	deniedReason: string | undefined
	className?: string | undefined
	onChoose: () => void
}

/** A button of a panel: an icon with a tooltip. */
export function PanelButton({ icon, label, shortcut, deniedReason, className, onChoose }: PanelButtonProps) {
	return (
		<button
			type="button"
			className={className}
			title={deniedReason ?? (shortcut ? `${label} (${keyLabels(shortcut)})` : label)}
			aria-label={label}
			aria-disabled={deniedReason !== undefined || undefined}
			aria-description={deniedReason}
			onClick={onChoose}
		>
			<Icon name={icon} size={18} />
		</button>
	)
}

/** Deletes the selection as one undo step. */
export function DeleteButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const deniedReason = useDeniedReason('write')
	return (
		<PanelButton
			icon="bin"
			label={t('card.delete')}
			shortcut="Del"
			deniedReason={deniedReason}
			className={styles['delete']}
			onChoose={() => deleteSelection(editor)}
		/>
	)
}
