/**
 * The nesting of frames (DOC4a). A document can have any number of frames, each inside the next, so
 * that walking from every frame up to the page would take quadratic time. Therefore every walk ends
 * after `LIMITS.maxNesting` frames. A frame whose walk ended there is cut off and placed on the
 * page, in every copy of the document alike.
 */
import { LIMITS } from '../domain/limits.ts'

/**
 * Whether a frame is on the page although it names another frame as its parent. That is so if it is
 * inside `LIMITS.maxNesting` others, is in a cycle of more frames than that, or has the smallest id
 * of a cycle. `parentFrame` returns the frame that a frame names as its parent, and undefined for
 * the page or a missing frame.
 */
export function isCutOff(frame: string, parentFrame: (id: string) => string | undefined): boolean {
	const passed = new Set([frame])
	for (let at = parentFrame(frame); at !== undefined; at = parentFrame(at)) {
		if (at === frame) return isSmallest(frame, passed)
		// This cycle is further out and does not contain `frame`; it is cut at one of its own frames.
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
