import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { describeProblems, LOCALES, openReaders, sweepLayout } from '../support/layoutSweep.ts'

/**
 * A part of the sweep (`pnpm sweep`): the header of a board in four languages, at every width in
 * continuous integration, elsewhere at three of them.
 */
const WIDTHS = process.env['CI']
	? [320, 390, 480, 701, 768, 901, 1024, 1240, 1261, 1280, 1300, 1366, 1401, 1440, 1600, 1920]
	: [320, 901, 1920]

test('nothing overlaps or is squeezed in the header of a board, from 320 to 1920 px in four languages', async ({
	browser,
	workshop,
}) => {
	await workshop.addPhase({
		kind: 'write',
		title: { en: 'Write obstacles', 'zh-CN': '写障碍' },
		prompt: {
			en: 'Write the obstacles that stopped your case. One idea per card.',
			'zh-CN': '写下阻碍您的案例推进的障碍。',
		},
		minutes: 20,
	})
	await workshop.command({ type: 'phase.next', startsTimer: true })
	await workshop.command({ type: 'timer.pause' })
	await workshop.command({ type: 'anonymity.set', isAnonymous: true })
	const round = await workshop.command({ type: 'vote.open', title: 'What should the city do first?' })
	const readers = await openReaders(browser, LOCALES, { viewport: { width: 1440, height: 860 } })
	for (const { page } of readers) {
		await page.goto(workshop.dashboard)
		await page.waitForURL(/\/dashboard$/)
	}
	const openBoards = () =>
		Promise.all(
			readers.map(async ({ page }) => {
				await page.goto(`${workshop.url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=canvas`)
				await expect(page.getByRole('timer')).toBeVisible()
			}),
		)
	const problems = async () => {
		const found = await sweepLayout(readers, { widths: WIDTHS, themes: ['light'] })
		return describeProblems(found.filter(({ kind }) => kind !== 'target'))
	}
	await openBoards()
	expect(await problems()).toEqual([])
	await workshop.command({ type: 'vote.close', round })
	for (const { page } of readers) await page.setViewportSize({ width: 1440, height: 860 })
	await openBoards()
	expect(await problems()).toEqual([])
})
