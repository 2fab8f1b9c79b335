import { readSources } from './readSources.mjs'

/*
 * node scripts/checkRules.mjs [--list]
 *
 * Compares the numbered rules of docs/spec with the tests, comments and pages that name them.
 *
 * - A number is defined once, and all rules with the same letters are on one page.
 * - Each number that a test, a comment or another page names is defined.
 * - A test names each rule: the rule itself, the one that it is a part of, or one of its parts.
 * - The index (docs/spec/README.md) lists each page with the letters of its rules.
 *
 * With --list it prints each rule with its tests instead. Two lists show whether a change of the
 * tests takes a test from a rule.
 */

const INDEX = 'docs/spec/README.md'
const SOURCES = /\.(ts|tsx|mjs|css|md)$/
/** Records of decisions and releases stay as they were written. */
const LEFT_OUT = /^(docs\/decisions\/|CHANGELOG\.md)/
const TESTS = /\.(test|spec|engine|sweep)\.\w+$|^server\/test\//
/** The definition of a rule, and of a promise in its table. */
const DEFINITION = /^ *- \*\*((?:A11Y|[A-Z]+)\d+[a-z]?)\*\*|^\| (P\d+) /gm
/** A name of a test or step, on one line, that names a rule. */
const NAME = /(['"`])((?:(?!\1)[^\\\n]|\\.)*\[(?:A11Y|[A-Z]+)\d+[a-z]?\](?:(?!\1)[^\\\n]|\\.)*)\1/g
const IN_TEST = /\[((?:A11Y|[A-Z]+)\d+[a-z]?)\]/g

/** @type {string[]} */
const faults = []
const sources = readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders: [] })
/** @type {Map<string, string>} the page of each rule */
const pages = new Map()
for (const { file, text } of sources) if (file.startsWith('docs/spec/') && file !== INDEX) define(file, text)
const tests = sources.filter(({ file }) => TESTS.test(file))
const named = new Set(tests.flatMap(({ text }) => numbersIn(text, IN_TEST)))

if (process.argv.includes('--list')) {
	listTests()
	process.exit()
}
checkLetters()
for (const number of named) if (!pages.has(number)) faults.push(`${number}: named by a test, and not defined`)
for (const number of pages.keys()) if (!hasTest(number)) faults.push(`${number}: no test names it`)
checkMentions()
checkIndex()
for (const fault of faults) console.log(fault)
if (faults.length > 0) console.log(`${faults.length} faults in the rules.`)
process.exitCode = faults.length > 0 ? 1 : 0

/**
 * Adds the rules of a page. A promise has several lines in its table.
 * @param {string} page
 * @param {string} text
 */
function define(page, text) {
	for (const number of numbersIn(text, DEFINITION)) {
		if (pages.has(number) && lettersOf(number) !== 'P') faults.push(`${page}: ${number} is defined twice`)
		pages.set(number, page)
	}
}

function listTests() {
	const names = tests.flatMap(({ file, text }) =>
		[...text.matchAll(NAME)].map(([, , name = '']) => ({
			line: `${file}: ${name}`,
			numbers: numbersIn(name, IN_TEST),
		})),
	)
	for (const number of [...pages.keys()].sort(new Intl.Collator('en', { numeric: true }).compare)) {
		const lines = names.filter(({ numbers }) => numbers.includes(number)).map(({ line }) => `\t${line}`)
		console.log([number, ...new Set(lines.sort())].join('\n'))
	}
}

/** @param {string} number */
function hasTest(number) {
	const rule = number.replace(/[a-z]$/, '')
	return named.has(rule) || [...named].some((other) => other === number || (rule === number && isPart(other, number)))
}

/**
 * @param {string} number
 * @param {string} rule
 */
function isPart(number, rule) {
	return number.length === rule.length + 1 && number.startsWith(rule) && /[a-z]$/.test(number)
}

function checkLetters() {
	/** @type {Map<string, string>} */
	const homes = new Map()
	for (const [number, page] of pages) {
		const home = homes.get(lettersOf(number)) ?? page
		if (home !== page) faults.push(`${page}: ${number}, whose other rules are in ${home}`)
		homes.set(lettersOf(number), home)
	}
}

function checkMentions() {
	const letters = [...new Set([...pages.keys()].map(lettersOf))].filter((each) => each !== 'P')
	const mention = new RegExp(`\\b((?:${letters.join('|')})\\d+[a-z]?)\\b`, 'g')
	for (const { file, text } of sources)
		for (const number of numbersIn(text, mention))
			if (!pages.has(number)) faults.push(`${file}: ${number} is not defined`)
}

function checkIndex() {
	const rows = sources.find(({ file }) => file === INDEX)?.text.split('\n') ?? []
	for (const page of new Set(pages.values())) {
		const row = rows.find((line) => line.includes(`](${page.slice('docs/spec/'.length)})`)) ?? ''
		const missing = [...pages].filter(
			([number, home]) => home === page && !new RegExp(`\\b${lettersOf(number)}\\b`).test(row),
		)
		for (const letters of new Set(missing.map(([number]) => lettersOf(number))))
			faults.push(`${INDEX}: no ${letters} in the row of ${page}`)
	}
}

/** @param {string} number */
function lettersOf(number) {
	return number.replace(/\d+[a-z]?$/, '')
}

/**
 * Returns the numbers that a pattern captures.
 * @param {string} text
 * @param {RegExp} pattern
 */
function numbersIn(text, pattern) {
	return [...text.matchAll(pattern)].map(([, rule, promise]) => rule ?? promise ?? '')
}
