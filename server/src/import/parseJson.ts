import { decodeText } from './decodeText.ts'
import { ImportRefusedError } from './ImportRefusedError.ts'

/** No file of ours, and no drawing, is nested as deep. */
const MAX_DEPTH = 64

/** What a JSON file says. Throws an `ImportRefusedError`: for one that is none, and, before it is parsed, for one that is nested too deep. */
export function parseJson(bytes: Uint8Array): unknown {
	const text = decodeText(bytes)
	if (text === null) throw new ImportRefusedError('damaged_file')
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
