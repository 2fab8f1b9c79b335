import type { BoardChanges } from '@charrette/shared'
import { type Editor, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Span } from './changesReader.ts'
import styles from './stage.module.css'

type Mark = 'added' | 'changed' | 'gone'

const MARGIN_PX = 4
/** At a smaller zoom the words would cover the cards. */
const LEAST_ZOOM_FOR_WORDS = 0.5
/** More are not told apart by anybody. */
const MOST_MARKS = 300

/** Rings around the cards that changed: up to this moment, or since. */
export function MomentMarks({ changes, span }: { changes: BoardChanges | undefined; span: Span }) {
	const editor = useEditor()
	const { t } = useTranslation('history')
	const marks = useMemo(() => (changes ? marksOf(changes, span) : []), [changes, span])
	const places = useValue('marks', () => placesOf(editor, marks), [editor, marks])
	const hasWords = useValue('words on marks', () => editor.getZoomLevel() >= LEAST_ZOOM_FOR_WORDS, [editor])
	return places.map(({ id, mark, ...place }) => (
		<div key={id} className={styles['mark']} data-what={mark} style={place}>
			{hasWords && <span className={styles['label']}>{t(`marks.${mark}`)}</span>}
		</div>
	))
}

/** What is marked on the board of the moment: what came up to it, or what has gone since. */
function marksOf({ added, changed, gone }: BoardChanges, span: Span): [string, Mark][] {
	const ids: [string, Mark][] = [
		...changed.map(({ after }): [string, Mark] => [after.id, 'changed']),
		...(span === 'before' ? added : gone).map(({ id }): [string, Mark] => [id, span === 'before' ? 'added' : 'gone']),
	]
	return ids.slice(0, MOST_MARKS)
}

/** In px of the canvas; what is out of sight is left out. */
function placesOf(editor: Editor, marks: readonly [string, Mark][]) {
	const view = editor.getViewportPageBounds()
	const zoom = editor.getZoomLevel()
	return marks.flatMap(([id, mark]) => {
		const bounds = editor.getShapePageBounds(id as TLShapeId)
		if (!bounds?.collides(view)) return []
		const { x, y } = editor.pageToViewport(bounds.point)
		return {
			id,
			mark,
			left: x - MARGIN_PX,
			top: y - MARGIN_PX,
			width: bounds.w * zoom + 2 * MARGIN_PX,
			height: bounds.h * zoom + 2 * MARGIN_PX,
		}
	})
}
