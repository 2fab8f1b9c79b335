import type { FileDraft } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import { isFigJam, readFigJam } from './readFigJam.ts'
import { isMiro, readMiro } from './readMiro.ts'
import { isMural, readMural } from './readMural.ts'

/**
 * Reads a board of Miro, Mural or FigJam as the API of that program returns it; null if this is no
 * such board. Throws an `ImportRefusedError` for too many items.
 */
export function readWhiteboard(json: unknown, title: string, marks: MarkReader): FileDraft | null {
	if (isFigJam(json)) return readFigJam(json, title, marks)
	if (isMiro(json)) return readMiro(json, title, marks)
	return isMural(json) ? readMural(json, title, marks) : null
}
