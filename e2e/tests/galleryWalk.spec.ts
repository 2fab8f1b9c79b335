import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[WALK1] [GALLERY1] [NOTICE1a] a gallery walk leads to the other boards and back; visitors react and ask', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await ana.waitForSaveStatus('Saved')
	const ben = await joinOnPhone(browser, workshop, 'Ben')
	const { page } = ben

	await test.step('[HAND2] the board switcher leads to another board, and a button back', async () => {
		await page.getByRole('button', { name: 'Boards' }).tap()
		await page.getByRole('option', { name: 'Group 1 1 card · View only' }).tap()
		await expect(ben.card('One office')).toBeVisible()
		await page.getByRole('button', { name: 'Back to my board' }).tap()
		await expect(page.getByRole('heading', { name: 'Group 2' })).toBeVisible()
	})

	await test.step('in a gallery phase the next board is one press away, and takes reactions and questions', async () => {
		await workshop.addPhase({ kind: 'gallery', title: { en: 'Walk' } })
		await workshop.command({ type: 'phase.next' })
		await expect(page.getByText('Gallery walk: look at the other boards')).toBeVisible()
		await page.getByRole('button', { name: 'Next: Group 1' }).tap()
		await ben.card('One office').getByRole('button', { name: 'Details' }).tap()
		const panel = page.getByRole('complementary', { name: 'Solution: details' })
		await panel.getByRole('button', { name: 'React with 👏' }).tap()
		await panel.getByLabel('Ask a question').fill('Who pays for it?')
		await panel.getByRole('button', { name: 'Close' }).tap()
		await ben.card('One office').getByRole('button', { name: 'Details' }).tap()
		await expect(panel.getByLabel('Ask a question')).toHaveValue('Who pays for it?')
		await panel.getByRole('button', { name: 'Add question' }).tap()
		const notice = page.getByText('Your question is on the board.').filter({ visible: true })
		await expect(notice).toBeVisible()
		// The panel does not cover it.
		await notice.tap({ trial: true, timeout: 5000 })
		await expect(panel.getByLabel('Ask a question')).toHaveValue('')
		await expect(ana.card('Who pays for it?')).toHaveText(/Question.*Dakar.*Ben/i)
		await expect(ana.card('One office').getByRole('img', { name: 'Reactions: 👏 1' })).toBeVisible()
		await panel.getByRole('button', { name: 'Close' }).tap()
		await page.getByRole('button', { name: 'Back to my board' }).tap()
		await expect(page.getByRole('heading', { name: 'Group 2' })).toBeVisible()
	})
})

test('[WALK1] in a vote on several boards the next one is one press away, also from an open board of their own', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const { page } = ana
	await ana.addCards('Solution', ['One office'])
	await expect(page.getByText('Voting is open on this board')).toHaveCount(0)
	await workshop.command({ type: 'vote.open', title: 'First?', budget: 3, boards: workshop.boards })
	await expect(page.getByText('Voting is open on this board: give your dots.')).toBeVisible()
	await page.getByRole('button', { name: 'Next: Group 2' }).tap()
	await expect(page.getByRole('heading', { name: 'Group 2' })).toBeVisible()
	await page.getByRole('button', { name: 'Back to my board: Group 1' }).tap()
	await expect(ana.card('One office')).toBeVisible()
	await expect(ana.composer).toBeVisible()
})
