import { expect } from '@playwright/test'
import type { Actor, Point } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** The permissions of participants depend on the phase (RUN5). */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

const phase = (title: string, activities: string[]) => ({
	kind: 'write',
	title: { en: title },
	prompt: {},
	minutes: 0,
	may: activities,
	shows: 'prompt',
	isPrivate: false,
})

const NO_WRITING = 'You can’t edit cards in this phase.'
const NO_MOVING = 'You can’t move cards in this phase.'
const NO_LINKING = 'You can’t link cards in this phase.'

/** Returns the centre of a card in whole px. */
async function pointOf(person: Actor, text: string): Promise<Point> {
	const { x, y } = await person.centreOf(text)
	return { x: Math.round(x), y: Math.round(y) }
}

test('[RUN5] each phase allows its activities only, on canvas and list, and edits in progress are finished', async ({
	browser,
}) => {
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, workshop, 'Ana'),
		joinOnPhone(browser, workshop, 'Li', 'Wuhan'),
	])
	const { page } = ana
	const { keyboard } = page
	const waitForNotice = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()
	const tool = (name: string) => page.getByRole('button', { name, exact: true })
	for (const fields of [phase('Write', ['write', 'arrange']), phase('Link', ['link']), phase('Sort', ['arrange'])])
		await workshop.addPhase(fields)
	await ana.writeCard('Obstacle', 'Slow permits', { x: 300, y: 400 })
	await ana.writeCard('Solution', 'One office', { x: 700, y: 400 })
	await expect(li.card('One office')).toHaveCount(1)

	await test.step('a phase for writing and arranging does not allow links', async () => {
		await workshop.command({ type: 'phase.next' })
		await expect(tool('Link')).toHaveAttribute('aria-disabled', 'true')
		await keyboard.press('l')
		await waitForNotice(NO_LINKING)
		await expect(tool('Select')).toHaveAttribute('aria-pressed', 'true')
		await pointOf(ana, 'One office').then(({ x, y }) => page.mouse.move(x, y))
		await page.getByTestId('link-dot-right').click()
		await keyboard.press('Control+ArrowDown')
		await expect(ana.cards).toHaveCount(2)
		await li.card('One office').locator('[data-main]').tap()
		// A tap on the disabled button shows the reason.
		await li.page.getByRole('button', { name: 'Link…' }).tap({ force: true })
		await expect(li.page.getByText(NO_LINKING)).toBeVisible()
		await li.page.keyboard.press('Escape')
	})

	await test.step('a card in editing when the phase ends can be finished; after that only links are allowed', async () => {
		await ana.startEditing('Slow permits')
		await keyboard.type(', and nobody')
		await workshop.command({ type: 'phase.next' })
		await expect(tool('New card: Obstacle')).toHaveAttribute('aria-disabled', 'true')
		await keyboard.type(' answers')
		await keyboard.press('Tab')
		await waitForNotice(NO_WRITING)
		await keyboard.press('Escape')
		await expect(li.card('Slow permits, and nobody answers')).toHaveCount(1)
		const before = await pointOf(ana, 'One office')
		await ana.drag('One office', { x: 120, y: 90 })
		await waitForNotice(NO_MOVING)
		expect(await pointOf(ana, 'One office')).toEqual(before)
		await keyboard.press('Delete')
		await waitForNotice(NO_WRITING)
		await keyboard.press('2')
		await page.mouse.dblclick(900, 600)
		await page.mouse.dblclick(before.x, before.y)
		await expect(ana.editor).toHaveCount(0)
		await ana.link('One office', 'Slow permits')
		await expect(li.linksOf('One office')).toHaveText(/addresses/)
		await keyboard.press('Control+z')
		await expect(li.linksOf('One office')).toHaveCount(0)

		await expect(li.composer).toHaveCount(0)
		await expect(li.page.getByRole('region', { name: 'New card' })).toHaveText(new RegExp(NO_WRITING))
		await li.card('One office').locator('[data-main]').tap()
		await expect(li.editor).toHaveAttribute('readonly', '')
		await expect(li.page.getByRole('combobox', { name: 'Kind' })).toBeDisabled()
		await li.page.getByRole('button', { name: 'Link…' }).tap()
		await li.page.getByRole('option').first().tap()
		await expect(li.linksOf('One office')).toHaveCount(1)
		await li.expectNoViolations()
	})

	await test.step('a phase for arranging allows moving cards, but no new ones', async () => {
		await workshop.command({ type: 'phase.next' })
		await expect(tool('Link')).toHaveAttribute('aria-disabled', 'true')
		const before = await pointOf(ana, 'One office')
		await ana.drag('One office', { x: 100, y: 80 })
		await expect.poll(() => pointOf(ana, 'One office')).toEqual({ x: before.x + 100, y: before.y + 80 })
		await keyboard.press('Control+d')
		await waitForNotice(NO_WRITING)
		await keyboard.press('1')
		await ana.cluster('Law', ['One office'])
		await expect(ana.cards).toHaveCount(2)
		await expect(li.page.getByRole('heading', { name: /Law/ })).toBeVisible()
	})
})
