const BREAK = '\uE000'

/** The rows of the one table that this markup is; null if it is something else. The markup is only read: nothing in it runs or loads. */
export function readTable(html: string): string[][] | null {
	if (!/<table[\s>]/i.test(html)) return null
	const { body } = new DOMParser().parseFromString(html, 'text/html')
	const [table, ...more] = body.querySelectorAll('table')
	if (!table || more.length > 0) return null
	const rows = [...table.rows].map((row) => [...row.cells].map(textOf))
	table.remove()
	for (const style of body.querySelectorAll('style, meta, link')) style.remove()
	return body.textContent?.trim() ? null : rows
}

/** A cell's text: what the source is broken by is a space, what the sheet is broken by is a line. */
function textOf(cell: HTMLTableCellElement): string {
	for (const br of cell.querySelectorAll('br')) br.replaceWith(BREAK)
	const text = (cell.textContent ?? '').replace(/\s+/g, ' ')
	return text
		.split(BREAK)
		.map((line) => line.trim())
		.join('\n')
}
