import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { readZip } from '../support/readZip.ts'

/** Export from the list, without the canvas. */

test('the list exports files without loading the canvas, and renders images on demand', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', ['Permits take nine months', '五个部门各自审批'])
	await ana.waitForSaveStatus('Saved')

	await test.step('formats that the server writes', async () => {
		const markdown = await ana.exportBoard(/Markdown/)
		expect(markdown.name).toMatch(/^Streets - .+\.md$/)
		expect(markdown.bytes.toString()).toContain('Permits take nine months')
		expect((await ana.exportBoard(/CSV/)).bytes.toString()).toContain('五个部门各自审批')
		expect(JSON.parse((await ana.exportBoard(/^JSON/)).bytes.toString()).cards).toHaveLength(2)
	})
	await test.step('[FILE5] [FILE7] [FILE8] [FILE9] formats of other programs', async () => {
		const table = await ana.exportBoard(/^CSV/, (dialog) => dialog.getByText('Semicolon', { exact: true }).click())
		expect(table.bytes.toString()).toMatch(/^\uFEFFID;Kind;Text;/)
		const drawing = await ana.exportBoard(/^Excalidraw/)
		expect(drawing.name).toMatch(/^Streets - .+\.excalidraw$/)
		const { type, elements } = JSON.parse(drawing.bytes.toString())
		expect([type, elements.filter((one: { type: string }) => one.type === 'rectangle').length]).toEqual([
			'excalidraw',
			2,
		])
		const cities = await ana.exportBoard(/^GeoJSON/)
		expect(cities.name).toMatch(/\.geojson$/)
		const { features } = JSON.parse(cities.bytes.toString())
		expect(features).toContainEqual(
			expect.objectContaining({
				geometry: { type: 'Point', coordinates: expect.any(Array) },
				properties: expect.objectContaining({ cards: 2, obstacle: 2, openObstacles: 2 }),
			}),
		)
		const notes = await ana.exportBoard(/^Obsidian/)
		expect(notes.name).toMatch(/^Streets - .+\.notes\.zip$/)
		const files = await readZip(notes.bytes)
		const paths = [...files.keys()].map((path) => path.split('/').at(-1))
		expect(paths).toEqual([expect.any(String), 'Permits take nine months.md', '五个部门各自审批.md'])
		expect([...files.values()][0]?.toString()).toContain('- [[五个部门各自审批]]')
	})
	await ana.expectNoCanvasCode()

	await test.step('rendered formats equal those of the canvas', async () => {
		const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
		await ben.writeCard('Solution', 'One office for all', { x: 900, y: 500 })
		await ben.link('One office for all', 'Permits take nine months')
		await ben.cluster('Law', ['One office for all'])
		await ben.waitForSaveStatus('Saved')
		await expect(ana.linksOf('One office for all')).toHaveCount(1)
		const svg = (await ana.exportBoard(/SVG/)).bytes.toString()
		for (const text of ['五个部门各自审批', 'OBSTACLE', 'addresses', 'Law']) expect(svg).toContain(text)
		// Compared without a matcher: its message would print the embedded fonts.
		expect(svg === (await ben.exportBoard(/SVG/)).bytes.toString()).toBe(true)
		const { name, bytes } = await ana.exportPngNow()
		expect(name).toMatch(/^Streets - .+\.png$/)
		expect(bytes.subarray(1, 4).toString()).toBe('PNG')
		expect(bytes.readUInt32BE(16)).toBeGreaterThan(300)
	})
	await test.step('[DECK1] slides with a rendered image of the board', async () => {
		const { name, bytes } = await ana.exportBoard(/PowerPoint/)
		expect(name).toMatch(/^Streets - .+\.pptx$/)
		// File names in a ZIP are not compressed. There are four slides: the second has the image, the
		// third the cluster and the other cards, and the fourth the links with their meanings.
		for (const part of ['ppt/slides/slide4.xml', 'ppt/media/image-2-1.png']) expect(bytes.includes(part)).toBe(true)
		expect(bytes.includes('ppt/slides/slide5.xml')).toBe(false)
	})
	// The list still works after rendering.
	await expect(ana.cards).toHaveCount(3)
	await ana.addCards('Solution', ['One permit office'])
	await ana.page.context().close()
})
