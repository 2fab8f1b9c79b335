import { readFileSync, writeFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { readSources } from './readSources.mjs'
import { ROOT } from './run.mjs'

/*
 * node scripts/writeLimits.mjs [--check]
 *
 * Writes the tables of docs/LIMITS.md from the constants in the code. A constant with `@limit` in
 * its comment is a row: the comment says what is limited, and the tag has the name of the table, a
 * colon, and the effect of the limit. The unit is the end of the constant's name (`Bytes`, `Ms`,
 * `Days` …). A table is between `<!-- limits: name -->` and `<!-- /limits -->`; the text around the
 * tables is written by hand. With --check nothing is written, and a page that differs from the code
 * is an error.
 */

const PAGE = `${ROOT}/docs/LIMITS.md`
const TABLE = /(<!-- limits: (\w+) -->\n)[\s\S]*?(<!-- \/limits -->)/g
const SOURCES = /^(shared|server|client)\/(src|worker)\/.*\.tsx?$/
const LEFT_OUT = /\.test\.tsx?$/
/** Objects of limits only: each of their constants is a row, or takes the value of one. */
const LIMIT_FILES = ['shared/src/domain/limits.ts', 'server/src/rooms/bounds.ts']
const SETTINGS = 'server/src/start/variables.ts'
const COMMENT = /\/\*\*((?:[^*]|\*(?!\/))*?)@limit ((?:[^*]|\*(?!\/))*)\*\/\s*/g
/** A constant, a property, or a setting. */
const CONSTANT = /^(?:export )?(?:const )?(\w+)(?:: \w+)? ?[=:] (.+)\n/
const MAX_CELL = 90

/** @typedef {{ what: string, name: string, bound: string, beyond: string }} Row */
/** @typedef {number | { perSecond: number, burst: number }} Amount */

/** @type {string[]} */
const faults = []
const sources = readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders: [] })
const codes = sources.filter(({ file }) => file.startsWith('shared/')).flatMap(({ text }) => text.match(/'\w+'/g) ?? [])
/** @type {Record<string, number>} */
const limits = {}
/** @type {Map<string, Row[]>} */
const tables = new Map()
const ordered = [...sources].sort((one, other) => rank(one.file) - rank(other.file))
for (const { file, text } of ordered) readLimits(file, text)

const old = readFileSync(PAGE, 'utf8')
const written = old.replace(TABLE, (_, start, name, end) => `${start}\n${toTable(takeTable(name))}\n${end}`)
for (const name of tables.keys()) faults.push(`docs/LIMITS.md has no table for ${name}`)
if (process.argv.includes('--check')) {
	if (written !== old) faults.push('docs/LIMITS.md differs from the code: run node scripts/writeLimits.mjs')
} else if (faults.length === 0) writeFileSync(PAGE, written)
for (const fault of faults) console.log(fault)
process.exitCode = faults.length > 0 ? 1 : 0

/** @param {string} file */
function rank(file) {
	const place = LIMIT_FILES.indexOf(file)
	return place < 0 ? LIMIT_FILES.length : place
}

/**
 * Adds the limits of a file to their tables.
 * @param {string} file
 * @param {string} text
 */
function readLimits(file, text) {
	const found = new Set()
	for (const match of text.matchAll(COMMENT)) {
		const [comment = '', about = '', tag = ''] = match
		const [, name, value = ''] = text.slice((match.index ?? 0) + comment.length).match(CONSTANT) ?? []
		const [, table, beyond = ''] = words(tag).match(/^(\w+)(?:: (.*))?$/) ?? []
		if (name && table) add(table, { file, name, about, beyond, amount: evaluate(value, text) })
		else faults.push(`${file}: cannot read ${words(comment)}`)
		found.add(name)
	}
	if (!LIMIT_FILES.includes(file)) return
	for (const [, name = '', value = ''] of text.matchAll(/^\t(\w+): (.+),$/gm))
		if (!found.has(name) && value !== `LIMITS.${name}`) faults.push(`${file}: ${name} has no @limit`)
}

/**
 * @param {string} table
 * @param {{ file: string, name: string, about: string, beyond: string, amount: Amount }} limit
 */
function add(table, { file, name, about, beyond, amount }) {
	if (file === LIMIT_FILES[0] && typeof amount === 'number') limits[name] = amount
	const isKnownPlace = LIMIT_FILES.includes(file) || file === SETTINGS
	const row = {
		what: lowerFirst(words(about).replace(/\.$/, '')),
		name: `\`${name}\`${isKnownPlace ? '' : ` (${file.split('/').at(-1)})`}`,
		bound: toBound(name, amount),
		beyond,
	}
	checkRow(file, row)
	tables.set(table, [...(tables.get(table) ?? []), row])
}

/**
 * @param {string} file
 * @param {Row} row
 */
function checkRow(file, { what, name, beyond }) {
	if (what.length > MAX_CELL) faults.push(`${file}: the comment of ${name} is longer than ${MAX_CELL} characters`)
	for (const [, code] of beyond.matchAll(/`(\w+)`/g))
		if (!codes.includes(`'${code}'`)) faults.push(`${file}: ${name} names no code of ours, ${code}`)
}

/**
 * Returns the value of an expression of numbers, limits, and constants of the same file.
 * @param {string} expression
 * @param {string} text
 * @returns {Amount}
 */
function evaluate(expression, text) {
	/** @type {Record<string, number>} */
	const constants = {}
	for (const [, name = '', value = ''] of text.matchAll(/^const ([A-Z_]+) = ([\d_]+)$/gm))
		constants[name] = Number(value.replaceAll('_', ''))
	const [, byDefault] = expression.match(/\.default\((\w+)\)/) ?? []
	return runInNewContext(`(${byDefault ?? expression.replace(/,$/, '')})`, { LIMITS: limits, ...constants })
}

/**
 * @param {string} name
 * @param {Amount} value
 * @returns {string}
 */
function toBound(name, value) {
	const unit = name.match(/(bytes|ms|mb|days)$/i)?.[0].toLowerCase() ?? ''
	if (typeof value === 'object')
		return `${toBound(name, value.perSecond)} a second, ${toBound(name, value.burst)} at once`
	if (unit === 'bytes') return scaled(value, [1024 ** 3, 1024 ** 2, 1024, 1], ['GiB', 'MiB', 'KiB', 'bytes'])
	if (unit === 'ms') return scaled(value, [3_600_000, 60_000, 1000, 1], ['h', 'min', 's', 'ms'])
	if (unit === 'mb') return `${grouped(value)} MB`
	if (unit === 'days') return `${value} days`
	return grouped(value)
}

/**
 * @param {number} value
 * @param {number[]} sizes
 * @param {string[]} units
 */
function scaled(value, sizes, units) {
	const index = sizes.findIndex((size) => value >= size && (value / size) % 0.5 === 0)
	return `${grouped(value / (sizes[index] ?? 1))} ${units[index]}`
}

/** @param {number} value */
function grouped(value) {
	return value.toLocaleString('en', { useGrouping: true })
}

/** @param {string} name */
function takeTable(name) {
	const rows = tables.get(name) ?? []
	tables.delete(name)
	if (rows.length === 0) faults.push(`no constant is a limit of ${name}`)
	return rows
}

/** @param {Row[]} rows */
function toTable(rows) {
	const cells = [
		['limit', 'bound', 'beyond', 'name'],
		...rows.map((row) => [row.what, row.bound, row.beyond, row.name]),
	]
	const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
	const lines = cells.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 1)).join(' | '))
	const rule = widths.map((width, column) => (column === 1 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
	return [lines[0], rule.join(' | '), ...lines.slice(1)].map((line) => `| ${line} |\n`).join('')
}

/**
 * @param {string} cell
 * @param {number} width
 * @param {boolean} isRight
 */
function pad(cell, width, isRight) {
	return isRight ? cell.padStart(width) : cell.padEnd(width)
}

/**
 * Returns the words of a comment.
 * @param {string} comment
 */
function words(comment) {
	return comment.replace(/\s+(\* )?/g, ' ').trim()
}

/** @param {string} sentence */
function lowerFirst(sentence) {
	return /^[A-Z][A-Z"]/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
