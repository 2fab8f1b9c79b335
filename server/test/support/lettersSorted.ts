/**
 * The content of a board with the letters of each text in order. Who lies about a letter's neighbours, naming one that
 * lies to the left as the right one, may have it at another place of that text in another copy; and that alone.
 */
export function lettersSorted(content: unknown): Record<string, Record<string, unknown>> {
	const records = Object.entries(content as Record<string, Record<string, unknown>>)
	return Object.fromEntries(records.map(([id, record]) => [id, { ...record, text: sortLetters(record['text']) }]))
}

function sortLetters(text: unknown): unknown {
	return typeof text === 'string' ? text.split('').sort().join('') : text
}
