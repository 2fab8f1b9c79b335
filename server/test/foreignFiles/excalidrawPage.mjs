import { convertToExcalidrawElements, serializeAsJSON, serializeLibraryAsJSON } from '@excalidraw/excalidraw'

/* Runs in a page, since the library of Excalidraw needs a browser. */
const skeleton = [
	{ type: 'frame', id: 'rules', name: 'Rules', children: ['permits'] },
	{
		type: 'rectangle',
		id: 'permits',
		x: 40,
		y: 40,
		width: 220,
		height: 90,
		backgroundColor: '#ffc9c9',
		label: { text: 'Permits\ntake long' },
	},
	{
		type: 'ellipse',
		id: 'office',
		x: 900,
		y: 40,
		width: 220,
		height: 120,
		backgroundColor: '#b2f2bb',
		angle: 0.5,
		label: { text: 'One office' },
	},
	{ type: 'text', id: 'streets', x: 900, y: 400, text: 'Our streets', link: 'https://example.org/streets' },
	{
		type: 'rectangle',
		id: 'old',
		x: 40,
		y: 800,
		width: 220,
		height: 90,
		backgroundColor: '#a5d8ff',
		groupIds: ['group'],
	},
	{ type: 'text', id: 'oldText', x: 60, y: 830, text: 'Grouped before labels', groupIds: ['group'] },
	{ type: 'text', id: 'see', x: 40, y: 1000, text: 'See the office', link: 'https://excalidraw.com/?element=office' },
	{ type: 'diamond', id: 'decoration', x: 1400, y: 0, width: 60, height: 60 },
	{
		type: 'arrow',
		id: 'addresses',
		x: 900,
		y: 80,
		width: -600,
		height: 0,
		start: { id: 'office' },
		end: { id: 'permits' },
		label: { text: 'addresses' },
	},
	{
		type: 'arrow',
		id: 'labelled',
		x: 950,
		y: 200,
		width: 0,
		height: 180,
		start: { id: 'office' },
		end: { id: 'streets' },
		label: { text: 'by 2027' },
	},
	{ type: 'arrow', id: 'loose', x: 950, y: 600, width: 100, height: 0, start: { id: 'office' } },
]
const elements = convertToExcalidrawElements(skeleton, { regenerateIds: false })
const itemOf = (name, of) => ({
	id: name || of[0],
	status: 'unpublished',
	created: 1764600000000,
	name,
	elements: elements.filter(({ id, containerId }) => [id, containerId].some((one) => of.includes(one))),
})
const items = [itemOf('Streets', ['permits']), itemOf('', ['old', 'oldText'])]
window.files = {
	'map.excalidraw': serializeAsJSON(elements, {}, {}, 'local'),
	'library.excalidrawlib': serializeLibraryAsJSON(items),
}
