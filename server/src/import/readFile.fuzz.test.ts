import { expect, it } from 'vitest'
import { makeZip } from '../../test/support/makeZip.ts'
import { ImportRefusedError } from './FileDraft.ts'
import { validateDraft } from './importWorker.ts'
import { readFile } from './readFile.ts'

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const TURNS = 1000

const board = {
	format: 'charrette.board',
	formatVersion: 2,
	board: { title: 'Board' },
	people: [{ id: 'p', name: 'Ana', city: 'Dakar' }],
	document: {
		schema: 1,
		records: {
			'shape:a': { type: 'card', text: 'x', xy: [1, 2], parentId: 'shape:f' },
			'shape:f': { type: 'frame', wh: [3, 4], 'props.name': 'Cluster' },
			'shape:l': { type: 'arrow' },
			'binding:b': { type: 'arrow', fromId: 'shape:l', toId: 'shape:a', 'props.terminal': 'start' },
			'shape:d': { type: 'draw', 'props.segments': [{ type: 'free', points: [{ x: 1, y: 2, z: 0.5 }] }] },
		},
	},
	pictures: { ['0'.repeat(40)]: { type: 'image/png', base64: 'AAAA' } },
}
const shape = { typeName: 'shape', x: 0, y: 0, parentId: 'page:p' }
const text = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'hi' }] }] }
const drawing = {
	tldrawFileFormatVersion: 1,
	records: [
		{ typeName: 'page', id: 'page:p', name: 'Page', index: 'a1' },
		{ ...shape, id: 'shape:n', type: 'note', props: { richText: text } },
		{
			...shape,
			id: 'shape:g',
			type: 'geo',
			props: { w: 3, h: 4, text: 'x' },
			meta: { charrette: { kind: 'case', head: 'x' } },
		},
		{ ...shape, id: 'shape:a', type: 'arrow', props: { bend: 1 } },
		{
			typeName: 'binding',
			id: 'binding:a',
			type: 'arrow',
			fromId: 'shape:a',
			toId: 'shape:n',
			props: { terminal: 'start' },
		},
		{
			typeName: 'binding',
			id: 'binding:b',
			type: 'arrow',
			fromId: 'shape:a',
			toId: 'shape:g',
			props: { terminal: 'end' },
		},
		{ ...shape, id: 'shape:i', type: 'image', props: { w: 1, h: 1, assetId: 'asset:1' } },
		{ typeName: 'asset', id: 'asset:1', type: 'image', props: { src: 'data:image/png;base64,AAAA' } },
	],
}
const table = 'ID,Kind,Text,Link IDs\n1,Note,"a ""b""\nc",2\n2,Obstacle,x,1;1\n'
const zip = makeZip([
	{ name: 'a.json', bytes: JSON.stringify(board) },
	{ name: 'b.csv', bytes: table },
])
const excalidraw = {
	type: 'excalidraw',
	elements: [
		{ id: 'f', type: 'frame', x: 0, y: 0, width: 9, height: 9, name: 'Cluster' },
		{ id: 'a', type: 'text', x: 1, y: 1, width: 2, height: 2, text: 'x' },
		{ id: 'b', type: 'rectangle', x: 1, y: 1, width: 2, height: 2, backgroundColor: '#ffc9c9' },
		{ id: 't', type: 'text', x: 1, y: 1, width: 2, height: 2, text: 'y', containerId: 'b' },
		{ id: 'l', type: 'arrow', x: 0, y: 0, startBinding: { elementId: 'a' }, endBinding: { elementId: 'b' } },
		{
			id: 'd',
			type: 'freedraw',
			x: 0,
			y: 0,
			points: [
				[0, 0],
				[1, 1],
			],
		},
		{ id: 'i', type: 'image', x: 0, y: 0, width: 1, height: 1, fileId: 'p' },
	],
	files: { p: { dataURL: 'data:image/png;base64,AAAA' } },
}
const canvas = {
	nodes: [
		{ id: 'g', type: 'group', x: 0, y: 0, width: 9, height: 9, label: 'Cluster' },
		{ id: 'a', type: 'text', x: 1, y: 1, width: 2, height: 2, text: 'x', color: '1' },
		{ id: 'b', type: 'link', x: 1, y: 1, width: 2, height: 2, url: 'https://example.org' },
	],
	edges: [{ id: 'e', fromNode: 'a', toNode: 'b', label: 'causes' }],
}
const trello = {
	name: 'Board',
	idOrganization: null,
	lists: [{ id: 'l', name: 'List', pos: 1 }],
	cards: [{ name: 'x', desc: 'y', idList: 'l', pos: 1, labels: [{ name: 'Law', color: 'red' }] }],
}
const markdown = '# Board\n\n## Cluster\n- one\n  - two\n\n```\ncode\n```\n[a](https://b)\n'
const word = makeZip([
	{ name: 'word/document.xml', bytes: '<w:d xmlns:w="w"><w:p><w:r><w:t>one</w:t></w:r></w:p></w:d>' },
])
const map = '<map version="1"><node TEXT="a"><node TEXT="b"><node TEXT="c"/></node></node></map>'
const xmind = makeZip([
	{ name: 'content.json', bytes: '[{"rootTopic":{"title":"a","children":{"attached":[{"title":"b"}]}}}]' },
	{ name: 'metadata.json', bytes: '{}' },
])
const openDocument = (type: string, content: string) =>
	makeZip([
		{ name: 'mimetype', bytes: `application/vnd.oasis.opendocument.${type}` },
		{ name: 'content.xml', bytes: `<o:d xmlns:o="o"><o:body>${content}</o:body></o:d>` },
	])
const files: [Uint8Array | object, string][] = [
	[excalidraw, 'a.excalidraw'],
	[canvas, 'a.canvas'],
	[trello, 'a.json'],
	[Buffer.from(markdown), 'a.md'],
	[word, 'a.docx'],
	[Buffer.from(map), 'a.mm'],
	[xmind, 'a.xmind'],
	[openDocument('text', '<o:p>a</o:p>'), 'a.odt'],
	[
		openDocument(
			'spreadsheet',
			'<o:table><o:table-row><o:table-cell><o:p>a</o:p></o:table-cell></o:table-row></o:table>',
		),
		'a.ods',
	],
	[board, 'a.json'],
	[drawing, 'a.tldr'],
	[Buffer.from(table), 'a.csv'],
	[Buffer.from(table), ''],
	[zip, 'a.zip'],
]
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
	'shape:n',
	'shape:a',
	'page:p',
	'x'.repeat(200),
]

function createRandom(seed: number): (below: number) => number {
	let state = seed >>> 0
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}

/** Returns the file with some of its values swapped. */
function corruptJson(file: object, random: (below: number) => number): Uint8Array {
	const copy = structuredClone(file)
	const places = (value: unknown): [Record<string, unknown>, string][] =>
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, inner]) => [[value as Record<string, unknown>, key], ...places(inner)])
			: []
	const all = places(copy)
	for (let turn = 0; turn <= random(3); turn++) {
		const [holder, key] = all[random(all.length)] ?? []
		if (holder && key !== undefined) holder[key] = VALUES[random(VALUES.length)]
	}
	return Buffer.from(JSON.stringify(copy))
}

/** Returns the bytes with some of them changed, truncated, left out or repeated. */
function corruptBytes(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
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

it(`[IMP4] any file is either read or refused (seed ${SEED})`, () => {
	const random = createRandom(SEED)
	const outcomes = { read: 0, refused: 0 }
	for (let turn = 0; turn < TURNS; turn++) {
		const [file, name] = files[random(files.length)] ?? expect.fail()
		const isJson = !(file instanceof Uint8Array)
		const bytes =
			isJson && random(5) > 0
				? corruptJson(file, random)
				: corruptBytes(isJson ? Buffer.from(JSON.stringify(file)) : file, random)
		try {
			readFile(bytes, name).boards.map(validateDraft)
			outcomes.read++
		} catch (cause) {
			if (!(cause instanceof ImportRefusedError)) throw cause
			outcomes.refused++
		}
	}
	expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(TURNS / 20)
})
