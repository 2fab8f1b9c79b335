import { expect } from '@playwright/test'
import type { Actor, Point } from '../support/Actor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import { type ConductedWorkshop, openToConduct } from '../support/openToConduct.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** A phase is for some things and not for others (RUN5). */
let stack: Stack
let workshop: ConductedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openToConduct(stack.url)
})

const phase = (title: string, may: string[]) => ({
	kind: 'write',
	title: { en: title },
	prompt: {},
	minutes: 0,
	may,
	shows: 'prompt',
	isPrivate: false,
})

const NO_WRITING = 'You can’t edit cards in this phase.'
const NO_MOVING = 'You can’t move cards in this phase.'
const NO_LINKING = 'You can’t link cards in this phase.'

/** Where this card lies, once it has come to rest. */
async function placeOf(person: Actor, text: string): Promise<Point> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }
}

async function drag(person: Actor, text: string, by: Point): Promise<void> {
	const { x, y } = await placeOf(person, text)
	const { mouse } = person.page
	await mouse.move(x, y)
	await mouse.down()
	await mouse.move(x + by.x / 2, y + by.y / 2, { steps: 3 })
	await mouse.move(x + by.x, y + by.y, { steps: 3 })
	await mouse.up()
}

test('[RUN5] people keep to what their phase is for, on the canvas and in the list, and finish what they have begun', async ({
	browser,
}) => {
	const invitation = { url: stack.url, code: workshop.code }
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, invitation, 'Ana'),
		joinOnPhone(browser, invitation, 'Li', 'Wuhan'),
	])
	const { page } = ana
	const { keyboard } = page
	const says = (words: string) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
	const tool = (name: string) => page.getByRole('button', { name, exact: true })
	for (const one of [phase('Write', ['write', 'arrange']), phase('Link', ['link']), phase('Sort', ['arrange'])])
		await workshop.addPhase(one)
	await ana.writeCard('Obstacle', 'Slow permits', { x: 300, y: 400 })
	await ana.writeCard('Solution', 'One desk', { x: 700, y: 400 })
	await expect(li.card('One desk')).toHaveCount(1)

	await test.step('a phase for writing and arranging: no links', async () => {
		await workshop.command({ type: 'phase.next' })
		await expect(tool('Link')).toHaveAttribute('aria-disabled', 'true')
		await keyboard.press('l')
		await says(NO_LINKING)
		await expect(tool('Select')).toHaveAttribute('aria-pressed', 'true')
		await placeOf(ana, 'One desk').then(({ x, y }) => page.mouse.move(x, y))
		await page.getByTestId('link-dot-right').click()
		await keyboard.press('Control+ArrowDown')
		await expect(ana.cards).toHaveCount(2)
		await li.card('One desk').locator('[data-main]').tap()
		// It is greyed out, and says why to who tries all the same.
		await li.page.getByRole('button', { name: 'Link…' }).tap({ force: true })
		await expect(li.page.getByText(NO_LINKING)).toBeVisible()
		await li.page.keyboard.press('Escape')
	})

	await test.step('who writes when the phase ends finishes the card; then there is nothing but links', async () => {
		await ana.startEditing('Slow permits')
		await keyboard.type(', and nobody')
		await workshop.command({ type: 'phase.next' })
		await expect(tool('New card: Obstacle')).toHaveAttribute('aria-disabled', 'true')
		await keyboard.type(' answers')
		await keyboard.press('Tab')
		await says(NO_WRITING)
		await keyboard.press('Escape')
		await expect(li.card('Slow permits, and nobody answers')).toHaveCount(1)
		const before = await placeOf(ana, 'One desk')
		await drag(ana, 'One desk', { x: 120, y: 90 })
		await says(NO_MOVING)
		expect(await placeOf(ana, 'One desk')).toEqual(before)
		await keyboard.press('Delete')
		await says(NO_WRITING)
		await keyboard.press('2')
		await page.mouse.dblclick(900, 600)
		await page.mouse.dblclick(before.x, before.y)
		await expect(ana.editor).toHaveCount(0)
		await ana.link('One desk', 'Slow permits')
		await expect(li.linksOf('One desk')).toHaveText(/addresses/)
		await keyboard.press('Control+z')
		await expect(li.linksOf('One desk')).toHaveCount(0)

		await expect(li.composer).toHaveCount(0)
		await expect(li.page.getByRole('region', { name: 'New card' })).toHaveText(new RegExp(NO_WRITING))
		await li.card('One desk').locator('[data-main]').tap()
		await expect(li.editor).toHaveAttribute('readonly', '')
		await expect(li.page.getByRole('combobox', { name: 'Kind' })).toBeDisabled()
		await li.page.getByRole('button', { name: 'Link…' }).tap()
		await li.page.getByRole('option').first().tap()
		await expect(li.linksOf('One desk')).toHaveCount(1)
		await li.findsNoFault()
	})

	await test.step('a phase for sorting: what is there is moved, and nothing new comes', async () => {
		await workshop.command({ type: 'phase.next' })
		await expect(tool('Link')).toHaveAttribute('aria-disabled', 'true')
		const before = await placeOf(ana, 'One desk')
		await drag(ana, 'One desk', { x: 100, y: 80 })
		await expect.poll(() => placeOf(ana, 'One desk')).toEqual({ x: before.x + 100, y: before.y + 80 })
		await keyboard.press('Control+d')
		await says(NO_WRITING)
		await keyboard.press('1')
		await ana.cluster('Law', ['One desk'])
		await expect(ana.cards).toHaveCount(2)
		await expect(li.page.getByRole('heading', { name: /Law/ })).toBeVisible()
	})
})
