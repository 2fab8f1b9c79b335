/**
 * Hostile files, as a stranger might import them: twice as large a file takes twice the steps,
 * regardless of its content.
 */
import { searchCards, splitList } from '@charrette/shared'
import { describe, expect, test } from 'vitest'
import { ImportRefusedError } from '../../dist/import/FileDraft.js'
import { parseJson } from '../../dist/import/parseJson.js'
import { readFile } from '../../dist/import/readFile.js'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'
import { makeZip } from '../support/makeZip.ts'

interface NamedFile {
	name: string
	bytes: Uint8Array
}

const file = (name: string, text: string): NamedFile => ({ name, bytes: Buffer.from(text) })
const many = <Item>(size: number, build: (n: number) => Item) => Array.from({ length: size }, (_, n) => build(n))
const HEAD = { format: 'charrette.board', formatVersion: 1, workshop: { title: '' }, board: { title: 'Board' } }
const frames = (size: number) =>
	Object.fromEntries(
		many(size, (n) => [`shape:f${n}`, { type: 'frame', parentId: `shape:f${n + 1}`, wh: [100, 100], xy: [1, 1] }]),
	)
const shape = { typeName: 'shape', x: 0, y: 0, parentId: 'page:a', props: {} }
const tldraw = (records: unknown[]) =>
	file('a.tldr', JSON.stringify({ tldrawFileFormatVersion: 1, schema: {}, records }))

const FILES: Record<string, (size: number) => NamedFile> = {
	'a CSV of quotation marks': (size) => file('a.csv', '"'.repeat(20 * size)),
	'a CSV of lines with an unclosed quotation mark': (size) => file('a.csv', '"a\n'.repeat(size)),
	'a CSV of escaped quotation marks': (size) => file('a.csv', `text\n${`${'""'.repeat(9)}"x\n`.repeat(size)}`),
	'a CSV of delimiters': (size) => file('a.csv', ','.repeat(20 * size)),
	'a CSV of links to one card': (size) =>
		file('a.csv', `id,text,link ids\n${many(size, (n) => `shape:c${n},Text,shape:c0`).join('\n')}`),
	'a CSV of clusters': (size) => file('a.csv', `text,cluster\n${many(size, (n) => `Text,Cluster ${n}`).join('\n')}`),
	'Markdown of brackets': (size) => file('a.md', `# A\n- ${'[['.repeat(size)}\n- ${'![a]('.repeat(size)}`),
	'Markdown of stars, underscores and backticks': (size) =>
		file('a.md', `# A\n${['*a ', '__', '`', '\\\\', '**'].map((mark) => `- ${mark.repeat(size)}`).join('\n')}`),
	'Markdown of items below one': (size) => file('a.md', `# A\n- a\n${'  - b\n'.repeat(size)}`),
	'Markdown of properties': (size) => file('a.md', `---\n${'---x\n'.repeat(size)}# A\n- b`),
	'an XML that begins with comments': (size) => file('a.txt', '<!-- '.repeat(size)),
	'a canvas of groups with a card each': (size) =>
		file(
			'a.canvas',
			JSON.stringify({
				nodes: many(size, (n) => ({
					type: n % 2 ? 'group' : 'text',
					text: 'a',
					id: `${n}`,
					x: n,
					y: 0,
					width: 9,
					height: 9,
				})),
				edges: [],
			}),
		),
	'a list of bullets': (size) => file('a.txt', '- a\n'.repeat(size)),
	'JSON of clusters with a card each': (size) =>
		file(
			'a.json',
			JSON.stringify({
				...HEAD,
				people: [],
				cards: many(size, (n) => ({ id: `c${n}`, kind: 'note', text: 'Text', city: '', cluster: `k${n}` })),
				links: many(size, (n) => ({ id: `l${n}`, from: 'c0', to: `c${n}`, meaning: 'causes' })),
				clusters: many(size, (n) => ({ id: `k${n}`, title: 'Cluster', cards: [] })),
				images: [],
				pictures: {},
			}),
		),
	'JSON of frames, each in the next': (size) =>
		file('a.json', JSON.stringify({ ...HEAD, document: { schema: 1, records: frames(size) }, pictures: {} })),
	'tldraw pages with a shape each': (size) =>
		tldraw([
			...many(size, (n) => ({ typeName: 'page', id: `page:p${n}`, name: '', index: 'a1' })),
			...many(size, (n) => ({
				...shape,
				id: `shape:s${n}`,
				type: 'frame',
				parentId: `page:p${n}`,
				props: { w: 1, h: 1 },
			})),
		]),
	'tldraw bindings of one arrow': (size) =>
		tldraw([
			{ ...shape, id: 'shape:a', type: 'arrow' },
			...many(size, (n) => ({
				typeName: 'binding',
				id: `binding:b${n}`,
				type: 'arrow',
				fromId: 'shape:a',
				toId: 'shape:x',
				props: {},
			})),
		]),
	'an archive of many files': (size) => ({
		name: 'a.zip',
		bytes: makeZip(many(size, (n) => ({ name: `a.${n}`, bytes: 'x' }))),
	}),
}

function read({ name, bytes }: NamedFile): unknown {
	try {
		return readFile(bytes, name)
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return cause.reason
		throw cause
	}
}

describe('[COST1] twice as large a file takes twice the steps', () => {
	test.each(Object.entries(FILES))('%s', async (_name, build) => {
		expect(await growthOf(200, build, read)).toBeLessThanOrEqual(MAX_GROWTH)
	})

	test('JSON nested as deeply as it is long is refused before it is parsed', async () => {
		const parse = (text: string) => {
			expect(() => parseJson(text)).toThrow(ImportRefusedError)
		}
		expect(await growthOf(5000, (size) => '['.repeat(size), parse)).toBeLessThanOrEqual(1.1)
	})
})

/*
 * The steps of a regular expression cannot be counted. These texts kept earlier releases busy for
 * minutes or overflowed the stack.
 */
describe('[COST1] no text makes a regular expression run long', () => {
	const LONG = 2_000_000
	test.each([
		['a heading of spaces', 'a.txt', `# ${' '.repeat(LONG)}`],
		['a heading of spaces and dots', 'a.txt', `# ${' · '.repeat(LONG / 4)}`],
		['a CSV of quotation marks', 'a.csv', '"'.repeat(10 * LONG)],
		['a list with a line of tabs', 'a.txt', `a${'\t'.repeat(LONG)}\nb`],
		['cells of quotation marks', 'a.txt', `a\tb\n${'"\t'.repeat(LONG / 4)}`],
		['spaces before a brace', 'a.txt', `${' '.repeat(LONG)}{`],
	])('%s', (_name, name, text) => {
		expect(read(file(name, text))).toBeTruthy()
	})

	test('a paste of tabs and quotation marks', () => {
		expect(splitList(`"${'\t""'.repeat(LONG / 4)}`).length).toBeGreaterThan(0)
	})

	test('a search in a text of combining marks', () => {
		const text = `a${'\u0316\u0300'.repeat(LONG / 4)}`
		expect(searchCards([{ id: 'c', kind: 'note', text, city: '' }], 'a', () => undefined)).toHaveLength(1)
	})
})
