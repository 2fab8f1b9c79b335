/** Returns a table; the first column is left-aligned, the others are right-aligned. */
export function table(head, rows) {
	const line = (cells) => `| ${cells.join(' | ')} |`
	return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

/** Formats a number with as many digits as are useful. */
export function number(value, digits = value !== null && Math.abs(value) < 10 ? 1 : 0) {
	return value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)
}

export const cores = (value) => number(value, 2)
export const kilobytes = (bytes) => (bytes === null ? '–' : `${number(bytes / 1000)} KB`)
export const megabytes = (bytes, digits = 1) => (bytes === null ? '–' : `${number(bytes / 1e6, digits)} MB`)

/** Returns the ratio of `theirs` to `ours`. */
export function times(theirs, ours) {
	return theirs === null || ours === null || ours <= 0 ? '–' : `${number(theirs / ours, theirs / ours < 10 ? 1 : 0)}×`
}

/**
 * Returns a table of the goals and whether they were met.
 * @param {{ goal: string, found: string, isMet: boolean | null }[]} goals `isMet` is null if the
 *   goal was not measured
 */
export function goals(list) {
	const word = (isMet) => (isMet === null ? 'not measured' : isMet ? 'met' : '**not met**')
	return table(
		['goal', 'measured', ''],
		list.map(({ goal, found, isMet }) => [goal, found, word(isMet)]),
	)
}

const WIDTH = 100
/** Words that start a list, a heading or a quote if they are the first of a line. */
const BLOCK_START = /^([-+*=]+|#+|>.*|\d+[.)])$/

/**
 * Wraps the paragraphs and list items of a Markdown text at 100 columns. Tables and HTML comments
 * stay as they are. A wrapped text does not change when it is wrapped again.
 */
export function wrapProse(text) {
	return text.split('\n\n').map(wrapBlock).join('\n\n')
}

function wrapBlock(block) {
	if (/^(\||<!--)/.test(block)) return block
	return block
		.split(/\n(?=- )/)
		.map(wrapItem)
		.join('\n')
}

function wrapItem(item) {
	const indent = item.startsWith('- ') ? '  ' : ''
	const [first, ...words] = item.split(/\s+/)
	const lines = [first]
	for (const word of words) {
		const longer = `${lines.at(-1)} ${word}`
		if (longer.length <= WIDTH || BLOCK_START.test(word)) lines[lines.length - 1] = longer
		else lines.push(indent + word)
	}
	return lines.join('\n')
}
