/**
 * The nesting of frames (DOC4a). A document can have frames in any order, each inside another: going up from each of them to
 * the page would take as many steps as there are frames. So every walk ends after `LIMITS.maxNesting` frames, and one that
 * ended cuts its frame off, on every copy alike.
 */
import { LIMITS } from '../domain/limits.ts'

/**
 * Whether a frame is on the page although it names another frame as its parent: it is inside `LIMITS.maxNesting` others, or
 * inside a cycle of more; or it has the smallest id of a cycle. `parentFrame` returns the frame that a frame names as its
 * parent; undefined for the page and for a missing frame.
 */
export function isCutOff(frame: string, parentFrame: (id: string) => string | undefined): boolean {
	const passed = new Set([frame])
	for (let at = parentFrame(frame); at !== undefined; at = parentFrame(at)) {
		if (at === frame) return isSmallest(frame, passed)
		// A cycle further out, which is cut there.
		if (passed.has(at)) return false
		if (passed.size === LIMITS.maxNesting) return true
		passed.add(at)
	}
	return false
}

function isSmallest(id: string, ids: Iterable<string>): boolean {
	for (const other of ids) if (other < id) return false
	return true
}
