import { readSources } from './readSources.mjs'

/*
 * node scripts/checkProse.mjs [folder …]
 *
 * Finds lines of comments and Markdown that have more than 100 columns.
 */

const MAX_COLUMNS = 100
/** A tab of indentation counts as much. */
const TAB = '  '

const SOURCES = /\.(ts|tsx|mjs|md)$/
/** Texts of the interface. */
const LEFT_OUT = /\/i18n\//
const COMMENT = /^\s*(\*|\/\*|\/\/)/
/** Lines that cannot be broken: directives, types of JSDoc, and long code or links. */
const UNBREAKABLE = /biome-ignore|\* @(param|type|returns|property|typedef)|https?:\/\/\S{40}|`[^`]{60,}`/

const folders = process.argv.slice(2)
let found = 0
for (const { file, text } of readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders })) {
	const lines = file.endsWith('.md') ? proseOf(text) : commentsOf(text)
	for (const [index, line] of lines.entries()) {
		const width = line.replaceAll('\t', TAB).length
		if (width <= MAX_COLUMNS || UNBREAKABLE.test(line)) continue
		found++
		console.log(`${file}:${index + 1}: ${width} columns: ${line.trim()}`)
	}
}
if (found > 0) console.log(`${found} lines of prose are too long.`)
process.exitCode = found > 0 ? 1 : 0

/**
 * Returns the lines of Markdown, with those of code, tables and headings empty.
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
 * Returns the lines of code, with those that are not comments empty.
 * @param {string} text
 */
function commentsOf(text) {
	return text.split('\n').map((line) => (COMMENT.test(line) ? line : ''))
}
