import { NO_FILTER } from '@charrette/shared'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { zoomToShapes } from '../viewport/camera.ts'

/** Dims all cards but the open or the shared obstacles, and shows all of these (COVER1). */
export function showObstacles(editor: Editor, mark: 'open' | 'shared'): void {
	boardUi(editor).search.filter.set({ ...NO_FILTER, marks: [mark] })
	// The ids of the board's content are those of its records.
	zoomToShapes(editor, boardUi(editor).obstacles.get()[mark] as ShapeId[])
}
