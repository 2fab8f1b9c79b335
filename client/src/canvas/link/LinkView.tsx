import { arrowheadPath, type LinkCurve, linePath, pointAlong } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import type { ShapeAppearance } from '../card/shapeAppearance.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { LinkShape, ShapeId } from '../engine/shapes.ts'
import { SVGContainer, stopEventPropagation } from '../engine/shapeView.ts'
import { track, useValue } from '../engine/signals.ts'
import { openLinkMenu } from './LinkMenu.tsx'
import styles from './link.module.css'
import { labelFraction, readLink } from './linkGeometry.ts'

interface LinkViewProps {
	shape: LinkShape
	appearance: ShapeAppearance
}

/**
 * A link on the canvas: a line with its meaning as a label. A click on the label opens the menu of
 * meanings.
 */
export const LinkView = track(function LinkView({ shape, appearance }: LinkViewProps) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isFar = appearance.level !== 'full'
	const isDimmed = appearance.isDimmed || undefined
	const link = readLink(editor, shape)
	const isRepeated = useValue('is label repeated', () => isLabelRepeated(editor, shape.id), [editor, shape.id])
	if (!link) return null
	const { curve, meaning } = link
	return (
		<>
			<SVGContainer className={styles['line']} data-dimmed={isDimmed} data-far={isFar || undefined}>
				<path d={linePath(curve)} />
				{!isFar && <path className={styles['head']} d={arrowheadPath(curve)} />}
			</SVGContainer>
			{meaning && !isFar && !isRepeated && (
				<LinkLabel shape={shape} curve={curve} label={t(`meanings.${meaning}`)} isDimmed={isDimmed} />
			)}
		</>
	)
})

/**
 * Returns whether the label is redundant, because another link shows the meaning that all links
 * have. The link under the pointer and the selected links always show theirs.
 */
function isLabelRepeated(editor: Editor, link: ShapeId): boolean {
	const repeated = boardUi(editor).links.repeatedMeaning.get()
	if (!repeated || repeated.id === link || boardUi(editor).links.menu.get() === link) return false
	return editor.getHoveredShapeId() !== link && !editor.getSelectedShapeIds().includes(link)
}

interface LinkLabelProps {
	shape: LinkShape
	curve: LinkCurve
	label: string
	isDimmed: true | undefined
}

/**
 * The label of a link, at a position where it covers no card. It is rendered again only when that
 * position changes.
 */
function LinkLabel({ shape, curve, label, isDimmed }: LinkLabelProps) {
	const editor = useEditor()
	const fraction = useValue('label fraction', () => labelFraction(editor, shape, { curve, label }), [
		editor,
		shape,
		curve,
		label,
	])
	const { x, y } = pointAlong(curve, fraction)
	return (
		<button
			type="button"
			tabIndex={-1}
			className={styles['label']}
			data-dimmed={isDimmed}
			style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
			onPointerDown={stopEventPropagation}
			onTouchStart={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
			onClick={() => openLinkMenu(editor, shape.id)}
		>
			{label}
		</button>
	)
}
