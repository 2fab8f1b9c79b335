import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** WCAG 2.2 AA on every page outside the canvas. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

async function expectNoFault(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
	test(`home, join and desk are without a fault, ${colorScheme}`, async ({ browser }) => {
		const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
		const page = await context.newPage()
		await page.goto(stack.url)
		await page.getByRole('main').waitFor()
		await expectNoFault(page)
		await page.getByRole('button', { name: 'Try the sample workshop' }).click()
		const code = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first()
		const joinCode = (await code.textContent()) ?? ''
		await expectNoFault(page)
		await page.getByRole('link', { name: 'Go to the dashboard' }).click()
		await expect(page.getByText('82 cards')).toBeVisible()
		await expectNoFault(page)
		await page.goto(`${stack.url}/join#${joinCode}`)
		await expect(page.getByRole('heading', { name: 'Sample workshop' })).toBeVisible()
		await expectNoFault(page)
		await context.close()
	})
}

test('a wrong code is told kindly, at its field; the page has come without the library of schemas', async ({
	page,
}) => {
	const scripts: Promise<string>[] = []
	page.on('response', (response) => {
		if (response.url().endsWith('.js')) scripts.push(response.text())
	})
	await page.goto(`${stack.url}/join`)
	await page.getByLabel('Join code').fill('0000-0000')
	await expect(page.getByText('No workshop has this join code. Check it on the projector.')).toBeVisible()
	expect(scripts.length).toBeGreaterThan(0)
	expect((await Promise.all(scripts)).filter((script) => script.includes('ZodError'))).toHaveLength(0)
})

test('who joined is known again, and lands on the same board', async ({ browser }) => {
	const headers = { 'Content-Type': 'application/json' }
	const body = JSON.stringify({ title: 'Streets', cities: ['Dakar'], groups: 2 })
	const answer = await fetch(`${stack.url}/api/workshops`, { method: 'POST', headers, body })
	const { joinCode } = (await answer.json()) as { joinCode: string }
	const context = await browser.newContext({ locale: 'fr' })
	const page = await context.newPage()
	await page.goto(`${stack.url}/join#${joinCode}`)
	await page.getByRole('textbox', { name: 'Votre nom' }).fill('Aminata')
	await page.getByRole('combobox', { name: 'Votre ville' }).fill('Dakar')
	await page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	const board = page.url()
	await page.goto(`${stack.url}/join#${joinCode}`)
	await page.getByRole('button', { name: /Aminata/ }).click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	expect(page.url()).toBe(board)
	await context.close()
})

test('cards are set alike with and without motion', async ({ browser }) => {
	const headers = { 'Content-Type': 'application/json' }
	const body = JSON.stringify({ title: 'Streets', template: 'sample' })
	const answer = await fetch(`${stack.url}/api/workshops`, { method: 'POST', headers, body })
	const opened = (await answer.json()) as {
		workshop: { id: string; sessions: { boards: { id: string }[] }[] }
		links: { facilitator: string }
	}
	const board = opened.workshop.sessions[0]?.boards[1]?.id
	const settings = await Promise.all(
		(['reduce', 'no-preference'] as const).map(async (reducedMotion) => {
			const page = await (await browser.newContext({ reducedMotion })).newPage()
			await page.goto(opened.links.facilitator)
			await page.waitForURL('**/desk')
			await page.goto(`${stack.url}/w/${opened.workshop.id}/desk/b/${board}`)
			await expect(page.locator('[data-shape-type="card"]')).toHaveCount(14)
			await page.evaluate(() => document.fonts.ready)
			return page
				.locator('[data-shape-type="card"] [style*="--text-size"]')
				.evaluateAll((cards) => cards.map((card) => `${card.textContent} ${card.getAttribute('style')}`).sort())
		}),
	)
	expect(settings[0]).toEqual(settings[1])
})
