import { citiesOfOpenObstacles } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import styles from './cityCounts.module.css'

/** The width below which a card has no room for a label, in px. */
const MIN_CARD_PX = 24

interface CityCount {
	card: string
	count: number
	x: number
	y: number
}

/** Labels open obstacles that several cities have with the number of these (COVER2). */
export function CityCounts() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const cities = useValue('cities of open obstacles', () => {
		const { cards, links } = boardUi(editor).content.get()
		return citiesOfOpenObstacles(cards, links)
	}, [editor])
	const labels = useValue('labels of cities', () => placeLabels(editor, cities), [editor, cities])
	return labels.map(({ card, count, x, y }) => (
		<span key={card} className={styles['count']} style={{ left: x, top: y }}>
			{t('scene.cities', { count })}
		</span>
	))
}

/** Returns the labels of the cards in the viewport, at their upper left corners in px. */
function placeLabels(editor: Editor, cities: ReadonlyMap<string, number>): CityCount[] {
	const zoom = editor.getZoomLevel()
	const view = editor.getViewportPageBounds()
	return [...cities].flatMap(([card, count]) => {
		// The ids of the board's content are those of its records.
		const bounds = editor.getShapePageBounds(card as ShapeId)
		if (!bounds || bounds.w * zoom < MIN_CARD_PX || !view.collides(bounds)) return []
		const { x, y } = editor.pageToViewport(bounds.point)
		return [{ card, count, x: Math.round(x), y: Math.round(y) }]
	})
}
