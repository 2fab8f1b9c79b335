import { expect, type Page, test } from '@playwright/test'
import { LOCALES, openReaders } from '../support/layoutSweep.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { openSweptWorkshop } from './sweptWorkshop.ts'

/** The share of the height that is board, in every phase of the sample (INSET6). */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const PHASES = 6
const LEAST = [
	{ width: 1366, height: 768, share: 0.65 },
	{ width: 390, height: 844, share: 0.6 },
]

/**
 * Returns the share of the height in the middle of the canvas that nothing covers: from the lowest
 * of the bars and notices above it to the highest of the bars below it.
 */
const boardShare = (page: Page) =>
	page.evaluate(() => {
		const x = innerWidth / 2
		const isBoard = (y: number) => document.elementFromPoint(x, y)?.closest('.tl-canvas') != null
		let [top, bottom] = [innerHeight / 2, innerHeight / 2]
		while (top > 0 && isBoard(top - 1)) top--
		while (bottom < innerHeight && isBoard(bottom + 1)) bottom++
		return (bottom - top) / innerHeight
	})

for (const role of ['facilitator', 'participant'] as const)
	test(`[INSET6] most of the height is board, in every phase, for a ${role}`, async ({ browser }) => {
		const swept = await openSweptWorkshop(stack.url)
		const { workshop } = swept
		const path = role === 'facilitator' ? `/w/${workshop.id}/dashboard` : `/w/${workshop.id}`
		const readers = await openReaders(browser, LOCALES)
		for (const { page } of readers) {
			if (role === 'participant') await swept.signInAsParticipant(page)
			else {
				await page.goto(workshop.dashboard)
				await page.waitForURL(/\/dashboard/)
			}
		}
		await workshop.command({ type: 'message.send', text: 'Five minutes left. Finish your last card.' })
		const short: string[] = []
		for (let phase = 1; phase <= PHASES; phase++) {
			await workshop.command({ type: 'phase.next', startsTimer: true })
			for (const { locale, page } of readers)
				for (const { width, height, share } of LEAST) {
					await page.setViewportSize({ width, height })
					await page.goto(`${stack.url}${path}/b/${workshop.board}?view=canvas`)
					await page.locator('.tl-canvas').waitFor()
					const prompt = page.locator('[data-variant=bar] button[aria-expanded]')
					await prompt.waitFor()
					if ((await prompt.getAttribute('aria-expanded')) === 'true') await prompt.click()
					await page.locator('[data-notices] [data-tone]').first().waitFor()
					const found = await boardShare(page)
					if (found < share) short.push(`phase ${phase}, ${locale}, ${width} × ${height}: ${found.toFixed(2)}`)
				}
		}
		await Promise.all(readers.map(({ page }) => page.context().close()))
		expect(short).toEqual([])
	})
