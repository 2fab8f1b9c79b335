/*
 * Makes the drawings of tldraw in this folder with the schema of each major release, which
 * validates every record:
 *
 *     npm i tlschema3@npm:@tldraw/tlschema@3.15.6 tlschema4@npm:@tldraw/tlschema@4.5.12 \
 *       tlschema5@npm:@tldraw/tlschema@5.1.1
 *     node makeTldraw.mjs
 */
import { writeFileSync } from 'node:fs'

/** Default values of props; each release has some of them. */
const PROPS = {
	...{ color: 'black', labelColor: 'black', fill: 'none', dash: 'draw', size: 'm', font: 'draw', scale: 1 },
	...{ align: 'middle', verticalAlign: 'middle', textAlign: 'start', growY: 0, fontSizeAdjustment: 0, url: '' },
	...{ text: '', w: 200, h: 100, geo: 'rectangle', autoSize: true, name: '', kind: 'arc', bend: 0, altText: '' },
	...{ start: { x: 0, y: 0 }, end: { x: 100, y: 0 }, arrowheadStart: 'none', arrowheadEnd: 'arrow' },
	...{ labelPosition: 0.5, elbowMidPoint: 0.5, isComplete: true, isClosed: false, isPen: false },
	...{ scaleX: 1, scaleY: 1, textFirstEditedBy: null },
}
const POINTS = [0, 1, 2, 3].map((at) => ({ x: at * 10, y: at * at * 5, z: 0.5 }))

for (const release of [3, 4, 5]) {
	const schema = await import(`tlschema${release}`)
	const store = schema.createTLSchema()
	const create = (type, fields) => store.types[type].validate(store.types[type].create(fields))
	const shape = (id, type, { props = {}, text, ...fields }) => {
		const names = Object.keys(schema[`${type}ShapeProps`])
		const richText = schema.toRichText(text ?? '')
		const all = { ...PROPS, richText, ...(text !== undefined && { text }), ...props }
		const own = Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]))
		const place = { parentId: 'page:morning', index: `a${id}`, ...fields }
		return create('shape', { id: `shape:${id}`, type, props: own, ...place })
	}
	const bind = (arrow, to, terminal) => {
		const props = { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: 'none' }
		return create('binding', {
			...{ id: `binding:${arrow}${terminal}`, type: 'arrow', fromId: `shape:${arrow}`, toId: `shape:${to}`, props },
		})
	}
	const segments = [{ type: 'free', points: POINTS }]
	const packed = schema.compressLegacySegments?.(segments) ?? segments
	const records = [
		create('document', { id: 'document:document', gridSize: 10, name: '' }),
		create('page', { id: 'page:morning', name: 'Morning', index: 'a1' }),
		shape('a', 'frame', { x: 0, y: 0, props: { w: 800, h: 500, name: 'Rules' } }),
		shape('b', 'note', {
			x: 40,
			y: 40,
			parentId: 'shape:a',
			text: 'Permits\ntake long',
			props: { color: 'light-red' },
		}),
		shape('c', 'group', { x: 1000, y: 0 }),
		shape('d', 'geo', { x: 20, y: 30, parentId: 'shape:c', text: 'One office', props: { color: 'green' } }),
		shape('e', 'text', { x: 1000, y: 400, text: 'Our streets' }),
		shape('f', 'geo', { x: 1400, y: 0, props: { geo: 'ellipse' } }),
		shape('g', 'arrow', { x: 0, y: 0, text: 'addresses' }),
		shape('h', 'arrow', { x: 0, y: 0, text: 'by 2027' }),
		shape('i', 'arrow', { x: 0, y: 0 }),
		shape('j', 'draw', { x: 200, y: 900, props: { segments: packed } }),
		shape('k', 'highlight', { x: 200, y: 1200, props: { segments: packed } }),
		...[bind('g', 'd', 'start'), bind('g', 'b', 'end'), bind('h', 'd', 'start'), bind('h', 'e', 'end')],
		bind('i', 'd', 'start'),
	]
	const file = { tldrawFileFormatVersion: 1, schema: store.serialize(), records }
	writeFileSync(new URL(`release${release}.tldr`, import.meta.url), `${JSON.stringify(file)}\n`)
}
