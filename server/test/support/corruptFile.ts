import { makeZip } from './makeZip.ts'

/** A seeded random source; returns an integer from 0 to below the limit. */
export type Random = (below: number) => number

/** Creates a random source (mulberry32) that gives the same numbers for the same seed. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
	}
}

const VALUES = [
	null,
	-1,
	1e308,
	'',
	[],
	{},
	'__proto__',
	true,
	[[[[1]]]],
	'shape:a',
	'page:p',
	'x'.repeat(20_000),
	'\u0000\ud800',
]

/** Returns JSON with some of its values replaced, left out or repeated. */
export function corruptJson(json: unknown, random: Random): Uint8Array {
	const copy = structuredClone(json)
	const places = (value: unknown): [Record<string, unknown>, string][] =>
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, inner]) => [[value as Record<string, unknown>, key], ...places(inner)])
			: []
	for (let turn = 0; turn <= random(4); turn++) {
		const all = places(copy)
		const [holder, key] = all[random(all.length)] ?? []
		const [other, otherKey] = all[random(all.length)] ?? []
		if (!holder || key === undefined) continue
		const how = random(4)
		if (how === 0) delete holder[key]
		else if (how === 1 && other && otherKey !== undefined) holder[key] = structuredClone(other[otherKey])
		else holder[key] = VALUES[random(VALUES.length)]
	}
	return Buffer.from(JSON.stringify(copy))
}

const CELLS = [
	'"',
	'""',
	'"a',
	'\t',
	';',
	',',
	'\r',
	'\u0000',
	'=1+1',
	"'",
	'1e999',
	'許可',
	'\u200f',
	'2025-13-45',
	'#REF!',
]

/** Returns a table with cells, separators and lines replaced, left out or repeated. */
export function corruptTable(table: string, random: Random): Uint8Array {
	const rows = table.split('\n').map((row) => row.split(','))
	for (let turn = 0; turn <= random(6); turn++) {
		const row = rows[random(rows.length)]
		if (!row) continue
		const how = random(5)
		if (how === 0) row[random(row.length)] = CELLS[random(CELLS.length)] ?? ''
		else if (how === 1) row.splice(random(row.length), 1)
		else if (how === 2) row.push(...row)
		else if (how === 3) rows.splice(random(rows.length), 0, [...row])
		else rows.splice(random(rows.length), 1)
	}
	const text = rows.map((row) => row.join([',', ',', ',', ';', '\t'][random(5)])).join(['\n', '\r\n', '\r'][random(3)])
	return Buffer.from(text, (['utf8', 'utf16le', 'latin1'] as const)[random(3)])
}

/** A file in an archive, as text. */
export interface Part {
	name: string
	text: string
}

const NAMES = [
	'../a.csv',
	'/a.json',
	'a/b/c/d.csv',
	'',
	'.',
	'a.zip',
	'con',
	'xl/workbook.xml',
	'word/document.xml',
	'a\u0000.csv',
]

/**
 * Returns an archive with parts left out, renamed, repeated or of wrong sizes, and their texts
 * corrupted at the level of elements.
 */
export function corruptZip(parts: readonly Part[], random: Random): Uint8Array {
	let files = parts.map((part) => ({ ...part, promises: undefined as number | undefined }))
	for (let turn = 0; turn <= random(3); turn++) {
		const file = files[random(files.length)]
		if (!file) continue
		const how = random(6)
		if (how === 0) files = files.filter((other) => other !== file)
		else if (how === 1) file.name = NAMES[random(NAMES.length)] ?? ''
		else if (how === 2) files.push({ ...file })
		else if (how === 3) file.promises = random(2) ? 0 : 2 ** 31
		else file.text = corruptMarkup(file.text, random)
	}
	const zip = makeZip(
		files.map(({ promises, text, name }) => ({ name, bytes: text, ...(promises !== undefined && { promises }) })),
	)
	return random(4) === 0 ? corruptBytes(zip, random) : zip
}

function corruptMarkup(text: string, random: Random): string {
	const tokens = text.split(/(?=<)|(?<=>)/)
	const at = random(tokens.length)
	const how = random(5)
	if (how === 0) tokens.splice(at, 1)
	else if (how === 1) tokens.splice(at, 0, tokens[random(tokens.length)] ?? '')
	else if (how === 2) tokens[at] = (tokens[at] ?? '').replace(/"[^"]*"/, '"999999999"')
	else if (how === 3) tokens.splice(0, 0, '<!DOCTYPE a [<!ENTITY b "c">]>')
	else tokens[at] = '&b;\u0000'.repeat(random(50))
	return tokens.join('')
}

/** Returns bytes with some of them changed, truncated, left out or repeated. */
export function corruptBytes(bytes: Uint8Array, random: Random): Uint8Array {
	let corrupted = Buffer.from(bytes)
	for (let turn = 0; turn <= random(5); turn++) {
		const at = random(corrupted.length)
		const how = random(3)
		if (how === 0) corrupted[at] = random(256)
		else if (how === 1) corrupted = corrupted.subarray(0, Math.max(1, at))
		else corrupted = Buffer.concat([corrupted.subarray(0, at), corrupted.subarray(random(corrupted.length))])
	}
	return corrupted
}
