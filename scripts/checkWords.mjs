import { readFileSync } from 'node:fs'
import { readSources } from './readSources.mjs'
import { ROOT } from './run.mjs'

/*
 * node scripts/checkWords.mjs [folder or file …]
 *
 * Finds words that the vocabulary of the product replaces by the field's terms. The words, their
 * replacements and their exceptions are the table of docs/WORDS.md.
 */

const PAGE = 'docs/WORDS.md'
const SOURCES = /\.(ts|tsx|mjs|css|md)$/
/** The page, texts of the interface, and records of decisions, which stay as they were written. */
const LEFT_OUT =
	/^(docs\/WORDS\.md|docs\/decisions\/|docs\/BENCHMARKS\.md|docs\/benchmarks\/)|\/i18n\/.*\/?(en|es|fr|zh-CN)\.ts$/

const rules = readRules()
let found = 0
for (const source of readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders: process.argv.slice(2) }))
	for (const line of findIn(source)) {
		found++
		console.log(line)
	}
if (found > 0) console.log(`${found} lines use words that ${PAGE} replaces.`)
process.exitCode = found > 0 ? 1 : 0

/** Reads the rows of the table. */
function readRules() {
	const [, table = ''] = readFileSync(`${ROOT}/${PAGE}`, 'utf8').split('<!-- words -->')
	const rows = table.split('\n').filter((line) => line.startsWith('|'))
	if (rows.length < 3) throw new Error(`${PAGE} has no table of words`)
	return rows.slice(2).map((row) => {
		const cells = row.split(/(?<!\\)\|/).slice(1)
		const [words = '', use = '', exceptions = ''] = cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
		return {
			word: new RegExp(listOf(words).map(toPattern).join('|')),
			use,
			exceptions: listOf(exceptions),
		}
	})
}

/** @param {string} cell */
function listOf(cell) {
	return cell.split(', ').filter(Boolean)
}

/**
 * Returns the source of a pattern that finds a word, or words in a row, also as a part of a name in
 * camel case. `*` stands for any ending.
 * @param {string} word
 */
function toPattern(word) {
	const stem = word.replace('*', '')
	const rest = stem
		.slice(1)
		.replace(/[ -]/g, '[ -]?')
		.replace(/(?<=\?)[a-z]/g, eitherCase)
	const end = word.endsWith('*') ? '' : '(?![a-z])'
	const first = stem[0] ?? ''
	const asPart = `(?<=[a-z])${first.toUpperCase()}${rest}${end}`
	if (first !== first.toLowerCase()) return `${asPart}|(?<![A-Za-z])${first}${rest}(?=[A-Z])`
	return `(?<![A-Za-z])${eitherCase(first)}${rest}${end}|${asPart}`
}

/** @param {string} letter */
function eitherCase(letter) {
	return `[${letter.toLowerCase()}${letter.toUpperCase()}]`
}

/** @param {{ file: string, text: string }} source */
function findIn({ file, text }) {
	return text.split('\n').flatMap((line, index) => {
		const rule = rules.find(({ word, exceptions }) => word.test(exceptions.reduce(without, line)))
		return rule ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}   (${rule.use})`] : []
	})
}

/**
 * @param {string} line
 * @param {string} exception
 */
function without(line, exception) {
	return line.replaceAll(exception, '')
}
