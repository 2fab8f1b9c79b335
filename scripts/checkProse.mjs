import { readSources } from './readSources.mjs'

/*
 * node scripts/checkProse.mjs [folder …]
 *
 * Finds comments and Markdown that do not follow the conventions: lines of more than 100 columns, and
 * sentences whose subject is a clause ("What the server writes …", "Who joins …") instead of a noun.
 */

const MAX_COLUMNS = 100
/** A tab of indentation counts as much. */
const TAB = '  '

const SOURCES = /\.(ts|tsx|mjs|md)$/
/** Texts of the interface, and files with examples of what they forbid. */
const LEFT_OUT = /^scripts\/check(Words|Prose)\.mjs$|\/i18n\//
const COMMENT = /^\s*(\*|\/\*|\/\/)/
/** Lines that cannot be broken: directives, types of JSDoc, and long code or links. */
const UNBREAKABLE = /biome-ignore|\* @(param|type|returns|property|typedef)|https?:\/\/\S{40}|`[^`]{60,}`/
const CLAUSE = /(^\s*(\/\*\*?|\*|\/\/|[-*]|\d\.)?\s*|[.:;] |\()(What|Who|Whoever|Whatever|Whom)\b(?![^.]*\?)/

/** @typedef {{ line: number, text: string, fault: string }} Finding */

const folders = process.argv.slice(2)
let found = 0
for (const { file, text } of readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders }))
	for (const { line, text: shown, fault } of findFaults(file.endsWith('.md') ? proseOf(text) : commentsOf(text))) {
		found++
		console.log(`${file}:${line}: ${fault}: ${shown.trim().slice(0, 100)}`)
	}
if (found > 0) console.log(`${found} lines of prose do not follow the conventions.`)
process.exitCode = found > 0 ? 1 : 0

/**
 * Returns the lines of Markdown that are prose: no code, tables or headings.
 * @param {string} text
 */
function proseOf(text) {
	let isCode = false
	return text.split('\n').map((line) => {
		if (/^\s*```/.test(line)) isCode = !isCode
		return isCode || /^(\||#| {4}\S)/.test(line) ? '' : line
	})
}

/**
 * Returns the lines of code that are comments.
 * @param {string} text
 */
function commentsOf(text) {
	return text.split('\n').map((line) => (COMMENT.test(line) ? line : ''))
}

/**
 * @param {string[]} lines
 * @returns {Finding[]}
 */
function findFaults(lines) {
	return lines.flatMap((text, index) => {
		const width = text.replaceAll('\t', TAB).length
		if (width > MAX_COLUMNS && !UNBREAKABLE.test(text)) return [{ line: index + 1, text, fault: `${width} columns` }]
		return CLAUSE.test(text) ? [{ line: index + 1, text, fault: 'a clause as the subject' }] : []
	})
}
