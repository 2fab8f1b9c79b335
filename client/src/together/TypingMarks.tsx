import { type Editor, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from 'react-i18next'
import { personName } from './personName.ts'
import styles from './together.module.css'

const SMALLEST_CARD_PX = 70
const NOBODY: readonly Mark[] = []

interface Mark {
	card: TLShapeId
	names: string[]
	colour: string
	x: number
	y: number
}

/** Who is typing, under each card in which somebody else does. */
export function TypingMarks() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const marks = useValue('typing marks', () => marksOf(editor, (meta) => personName(meta, t)), [editor, t])
	return marks.map(({ card, names, colour, x, y }) => (
		<span key={card} className={styles['typing']} style={{ left: x, top: y, background: colour }}>
			{t('board:write.typing', {
				count: names.length,
				names: names.join(', '),
			})}
		</span>
	))
}

/** One mark a card, in px of the canvas, under the card's left corner. */
function marksOf(editor: Editor, nameOf: (meta: Record<string, unknown>) => string): readonly Mark[] {
	const writers = editor.getCollaborators().filter(({ meta }) => typeof meta['typing'] === 'string')
	if (writers.length === 0) return NOBODY
	const marks = new Map<TLShapeId, Mark>()
	const zoom = editor.getZoomLevel()
	const view = editor.getViewportPageBounds()
	for (const { meta, color } of writers) {
		const card = meta['typing'] as TLShapeId
		const bounds = editor.getShape(card)?.type === 'card' ? editor.getShapePageBounds(card) : undefined
		if (!bounds || bounds.w * zoom < SMALLEST_CARD_PX || !view.collides(bounds)) continue
		const { x, y } = editor.pageToViewport({ x: bounds.minX, y: bounds.maxY })
		const names = [...(marks.get(card)?.names ?? []), nameOf(meta)]
		marks.set(card, { card, names, colour: color, x: Math.round(x), y: Math.round(y) })
	}
	return [...marks.values()]
}
