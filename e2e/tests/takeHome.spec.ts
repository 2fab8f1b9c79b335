import { expect } from '@playwright/test'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import { test } from '../support/story.ts'

/** Taking a board home from the list, where there is no canvas. */

test('who works in the list takes the board home: files without the canvas, and pictures that are drawn when they are wanted', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', ['Permits take nine months', '五个部门各自审批'])
	await ana.badgeSays('Saved')

	await test.step('what the server writes', async () => {
		const markdown = await ana.takeHome(/Markdown/)
		expect(markdown.name).toMatch(/^Streets - .+\.md$/)
		expect(markdown.bytes.toString()).toContain('Permits take nine months')
		expect((await ana.takeHome(/CSV/)).bytes.toString()).toContain('五个部门各自审批')
		expect(JSON.parse((await ana.takeHome(/JSON/)).bytes.toString()).cards).toHaveLength(2)
	})
	await ana.neverFetchedTheCanvas()

	await test.step('what is drawn here is what the canvas draws', async () => {
		const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
		await ben.writeCard('Solution', 'One desk for all', { x: 900, y: 500 })
		await ben.link('One desk for all', 'Permits take nine months')
		await ben.cluster('Law', ['One desk for all'])
		await ben.badgeSays('Saved')
		await expect(ana.linksOf('One desk for all')).toHaveCount(1)
		const svg = (await ana.takeHome(/SVG/)).bytes.toString()
		for (const words of ['五个部门各自审批', 'OBSTACLE', 'addresses', 'Law']) expect(svg).toContain(words)
		// Not by the matcher: what it would print is the typeface.
		expect(svg === (await ben.takeHome(/SVG/)).bytes.toString()).toBe(true)
		const { name, bytes } = await ana.takePicture()
		expect(name).toMatch(/^Streets - .+\.png$/)
		expect(bytes.subarray(1, 4).toString()).toBe('PNG')
		expect(bytes.readUInt32BE(16)).toBeGreaterThan(300)
	})
	await test.step('[DECK1] slides, with the picture that was drawn for them', async () => {
		const { name, bytes } = await ana.takeHome(/PowerPoint/)
		expect(name).toMatch(/^Streets - .+\.pptx$/)
		// A ZIP has the names of what is in it as they are: four slides, of which the second is the picture and the third has the cluster beside what is in none.
		for (const part of ['ppt/slides/slide4.xml', 'ppt/media/image-2-1.png']) expect(bytes.includes(part)).toBe(true)
		expect(bytes.includes('ppt/slides/slide5.xml')).toBe(false)
	})
	// The board is where it was, and nothing of the drawing is left behind.
	await expect(ana.cards).toHaveCount(3)
	await ana.addCards('Solution', ['One permit desk'])
	await ana.page.context().close()
})
