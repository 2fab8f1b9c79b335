import { ImportRefusedError } from './FileDraft.ts'

/** Depth of JSON: files of ours and of tldraw have less. @limit files: `too_much_inside` */
const MAX_DEPTH = 64

/**
 * Parses a JSON file. Throws an `ImportRefusedError` if it is damaged, or nested too deeply. The
 * depth is checked before parsing.
 */
export function parseJson(text: string): unknown {
	if (depthOf(text) > MAX_DEPTH) throw new ImportRefusedError('too_much_inside')
	try {
		return JSON.parse(text)
	} catch (cause) {
		throw new ImportRefusedError('damaged_file', { cause })
	}
}

function depthOf(text: string): number {
	let [depth, deepest, isQuoted] = [0, 0, false]
	for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at++) {
		const sign = text[at]
		if (isQuoted && sign === '\\') at++
		else if (sign === '"') isQuoted = !isQuoted
		else if (isQuoted) continue
		else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth)
		else if (sign === '}' || sign === ']') depth--
	}
	return deepest
}
