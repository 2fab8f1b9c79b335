import type { MadeFile } from './exportBoard.ts'
import type { FormatDefinition, RenderOptions } from './exportFormats.ts'

/** The formats that can be copied (COPY1): an image, the source of one, a table, and a text. */
const COPIED = ['png', 'svg', 'csv', 'md'] as const
export type CopiedFormat = (typeof COPIED)[number]

/** Returns a format if it can be copied here; otherwise null. */
export function copiedAs({ id }: FormatDefinition): CopiedFormat | null {
	// Without a secure connection a page can copy nothing but text that is selected.
	const canCopy = typeof ClipboardItem === 'function' && navigator.clipboard !== undefined
	return (canCopy && COPIED.find((one) => one === id)) || null
}

/** Returns the options with which a board is made for the clipboard: one image, no ids. */
export function copyOptions(options: RenderOptions): RenderOptions {
	return { ...options, isFitted: true, separator: 'comma', ids: false }
}

/**
 * Puts a board on the clipboard once it is made, and returns whether the browser let it. Has to be
 * called in the handler of a press: the browser gets the promise at once. Rejects if the making
 * does.
 */
export async function copyMade(format: CopiedFormat, making: Promise<MadeFile | null>): Promise<boolean> {
	const made = making.then((file) => {
		if (!file) throw new Error('the board is empty')
		return file.blob
	})
	const isCopied = await navigator.clipboard.write([new ClipboardItem(FLAVOURS[format](made))]).then(
		() => true,
		() => false,
	)
	await making
	return isCopied
}

type Flavours = Record<string, Promise<Blob>>

/** The same content in the forms among which the other program chooses. */
const FLAVOURS: Record<CopiedFormat, (made: Promise<Blob>) => Flavours> = {
	png: (made) => ({ 'image/png': made }),
	svg: (made) => ({ 'text/plain': made.then((blob) => asText(blob)) }),
	md: (made) => ({ 'text/plain': made.then((blob) => asText(blob)) }),
	csv(made) {
		const rows = made.then(async (blob) => withoutEmpty(readCsv(await blob.text())))
		return {
			'text/html': rows.then((table) => new Blob([toHtmlTable(table)], { type: 'text/html' })),
			'text/plain': rows.then((table) => new Blob([toTabs(table)], { type: 'text/plain' })),
		}
	},
}

async function asText(blob: Blob): Promise<Blob> {
	return new Blob([await blob.text()], { type: 'text/plain' })
}

/** Reads the rows of a CSV file that our server has written (`writeCsv`). */
function readCsv(text: string): string[][] {
	const rows: string[][] = []
	let row: string[] = []
	for (const [, cell = '', end = ''] of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)) {
		row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
		if (end === ',') continue
		rows.push(row)
		row = []
	}
	return rows
}

/** Leaves out the columns in which no row below the heading has a value. */
function withoutEmpty(rows: readonly string[][]): string[][] {
	const isUsed = (column: number) => rows.slice(1).some((row) => row[column])
	return rows.map((row) => row.filter((_, column) => isUsed(column)))
}

function toHtmlTable([heading = [], ...rows]: readonly string[][]): string {
	const table = document.createElement('table')
	const addRow = (row: readonly string[], tag: 'th' | 'td') => {
		const cells = row.map((text) => {
			const cell = document.createElement(tag)
			for (const [at, line] of text.split('\n').entries())
				cell.append(...(at > 0 ? [document.createElement('br')] : []), line)
			return cell
		})
		table.insertRow().append(...cells)
	}
	addRow(heading, 'th')
	for (const row of rows) addRow(row, 'td')
	return table.outerHTML
}

/** Returns rows as spreadsheets copy them: separated by tabs, cells with line breaks quoted. */
function toTabs(rows: readonly string[][]): string {
	const quoted = (cell: string) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
	return rows.map((row) => row.map(quoted).join('\t')).join('\n')
}
