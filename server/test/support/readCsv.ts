/** The rows of a CSV text (RFC 4180), each by the titles in the first one. */
export function readCsv(text: string): Record<string, string>[] {
	const [titles = [], ...rows] = splitCsv(text.replace(/^\uFEFF/, ''))
	return rows.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at] ?? ''])))
}

function splitCsv(text: string): string[][] {
	const rows: string[][] = []
	let row: string[] = []
	for (const [, quoted, bare = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
		row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
		if (end === ',') continue
		rows.push(row)
		row = []
	}
	return rows.filter((cells) => cells.length > 1 || cells[0] !== '')
}
