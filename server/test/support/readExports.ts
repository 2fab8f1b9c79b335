import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Returns the rows of a CSV text (RFC 4180), by the headings in its first row. */
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

/** A record of tldraw, with the fields that tests read. */
export interface TldrRecord {
	id: string
	typeName: string
	type: string
	parentId: string
	x: number
	y: number
	props: {
		w: number
		text: string
		name: string
		src: string
		altText: string
		assetId: string
		richText: { content: { content?: { text: string }[] }[] }
	}
	meta: { charrette?: Record<string, string> }
}

const PARSER = fileURLToPath(new URL('./parseTldr.mjs', import.meta.url))

/**
 * Opens a file as tldraw does, with its published schema; throws tldraw's error. It does not block
 * this thread, which also runs the server: a blocked server closes idle connections just when the
 * next request uses one.
 */
export async function openTldr(json: string): Promise<TldrRecord[]> {
	const parser = spawn(process.execPath, [PARSER])
	const ended = once(parser, 'close')
	parser.stdin.end(json)
	const [stdout, stderr] = await Promise.all([text(parser.stdout), text(parser.stderr)])
	const [status] = await ended
	if (status !== 0) throw new Error(`tldraw does not open it: ${stderr}`)
	return JSON.parse(stdout)
}
