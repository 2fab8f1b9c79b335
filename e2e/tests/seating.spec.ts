import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { startStack } from '../support/startStack.ts'
import { joinAsStock } from '../support/stockClient.ts'

/** A hall of 200 people from 24 cities: mixed, shown at its tables, moved, swapped and rotated. */

const PEOPLE = 200
const GROUPS = 24
const LOCALES = ['en', 'zh-CN', 'es', 'fr']
const LAPTOP = { viewport: { width: 1366, height: 768 } }

const nameOf = (n: number) => (n === 7 ? 'Ana María Quispe' : `Person ${n + 1} of the long surname`)
const tableOf = ({ page }: { page: Page }, group: string) => page.getByRole('region', { name: group, exact: true })

/** Joins all people; every sixth one speaks a second language. */
async function fillHall({ url, code }: CreatedWorkshop): Promise<void> {
	for (let n = 0; n < PEOPLE; n++) {
		const [own, other] = [LOCALES[n % 4], LOCALES[(n + 1) % 4]]
		const person = { code, name: nameOf(n), city: `City ${n % 24}`, locale: own, speaks: n % 6 === 0 ? [other] : [] }
		const body = JSON.stringify(person)
		const answer = await fetch(`${url}/api/join`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
		})
		expect(answer.status).toBe(201)
	}
}

interface Seats {
	workshop: {
		participants: { name: string; group: string }[]
		sessions: { groups: { id: string; name: string; host?: string }[] }[]
	}
}

/** Returns the name of each person's group. */
async function seatsIn(workshop: CreatedWorkshop): Promise<Map<string, string>> {
	const { participants, sessions } = (await workshop.request<Seats>(`workshops/${workshop.id}`)).workshop
	const groups = new Map(sessions.flatMap((session) => session.groups.map(({ id, name }) => [id, name] as const)))
	return new Map(participants.map(({ name, group }) => [name, groups.get(group) ?? '']))
}

test('[SEAT1] [SEAT3] [SEAT3a] [SEAT5] [GROUP2d] a hall is mixed, finds its tables, and is rotated', async ({
	browser,
}) => {
	test.slow()
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { groups: GROUPS })
	await fillHall(workshop)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard, LAPTOP)
	const { page, dialog } = facilitator

	await test.step('the mix fits on a laptop, and each table gets an interpreter', async () => {
		await facilitator.button('Mix groups').click()
		await dialog.getByRole('checkbox', { name: 'Spread languages evenly' }).check()
		await dialog.getByRole('checkbox', { name: 'An interpreter at each table' }).check()
		await expect(dialog.getByText('no interpreter', { exact: true })).toHaveCount(0)
		await expect(dialog.getByRole('button', { name: 'Apply groups' })).toBeInViewport({ ratio: 1 })
		await facilitator.expectNoViolations()
		await dialog.getByRole('button', { name: 'Apply groups' }).click()
		await expect(dialog).toHaveCount(0)
	})
	const mixed = await seatsIn(workshop)

	await test.step('every name is on the projector once, and large enough for the hall', async () => {
		await facilitator.button('Show “Find your table”').click()
		const context = await browser.newContext({ locale: 'en', viewport: { width: 1920, height: 1080 } })
		const projector = await context.newPage()
		await projector.goto(workshop.projector)
		await expect(projector.getByRole('heading', { name: 'Find your table' })).toBeVisible()
		const names: string[] = []
		const pages = Number(/of (\d+)/.exec((await projector.locator('main header').textContent()) ?? '')?.[1])
		for (let at = 1; at <= pages; at++) {
			await expect(projector.getByText(`${at} of ${pages}`, { exact: true })).toBeVisible()
			names.push(...(await namesOn(projector)))
			await projector.keyboard.press('PageDown')
		}
		expect(names.sort()).toEqual([...mixed.keys()].sort())
	})

	const ana = nameOf(7)
	const home = mixed.get(ana) ?? ''
	const other = home === 'Group 5' ? 'Group 6' : 'Group 5'
	await test.step('a person is moved with the keyboard alone, and back with the Undo of the page', async () => {
		await page.getByRole('link', { name: 'Seating' }).click()
		await page.getByRole('searchbox', { name: 'Find people' }).fill('ana maria')
		await expect(page.getByText('1 person found')).toBeVisible()
		await facilitator.button(`Actions for ${ana}`).focus()
		await page.keyboard.press('Enter')
		await expect(page.getByRole('menuitem').first()).toBeFocused()
		await page.keyboard.press('Enter')
		await dialog.getByRole('combobox', { name: 'Table' }).pressSequentially(other.replace('Group ', ''))
		await page.keyboard.press('Enter')
		await expect(tableOf(facilitator, other).getByText(ana)).toBeVisible()
		await facilitator.button('Undo').first().focus()
		await page.keyboard.press('Enter')
		await expect(tableOf(facilitator, home).getByText(ana)).toBeVisible()
		await expect(facilitator.button('Undo').first()).toBeDisabled()
		await page.getByRole('searchbox', { name: 'Find people' }).clear()
		await facilitator.expectNoViolations()
	})

	await test.step('two people swap tables', async () => {
		const [partner = ''] = [...mixed].find(([, group]) => group === other) ?? []
		await facilitator.choose(`Actions for ${ana}`, 'Swap with…')
		await dialog.getByRole('combobox', { name: 'Swap with' }).pressSequentially(partner)
		await dialog.getByRole('option', { name: `${partner},` }).click()
		await dialog.getByRole('button', { name: 'Swap', exact: true }).click()
		await expect(tableOf(facilitator, other).getByText(ana)).toBeVisible()
		await expect(tableOf(facilitator, home).getByText(partner, { exact: true })).toBeVisible()
		await facilitator.button('Undo').last().click()
		await expect.poll(() => seatsIn(workshop)).toEqual(mixed)
	})

	await test.step('a person is dragged to another table', async () => {
		await tableOf(facilitator, 'Group 1').getByRole('listitem').first().dragTo(tableOf(facilitator, 'Group 2'))
		await expect(tableOf(facilitator, 'Group 2').getByRole('listitem')).toHaveCount(10 - (PEOPLE % GROUPS > 1 ? 0 : 1))
		await facilitator.button('Undo').last().click()
		await expect.poll(() => seatsIn(workshop)).toEqual(mixed)
	})

	await test.step('the rotation is as its plan shows, with a host at each table, and is undone', async () => {
		await facilitator.button('Rotate').click()
		const plan = dialog.getByRole('list', { name: 'Preview' }).getByRole('listitem').first()
		const [host = '', ...comers] = (await plan.locator('strong, li > span').allTextContents()).map(
			(text) => /Person \d+ of the long surname|Ana María Quispe/.exec(text)?.[0] ?? '',
		)
		expect(comers.length).toBeGreaterThanOrEqual(7)
		await facilitator.expectNoViolations()
		await dialog.getByRole('button', { name: 'Rotate' }).click()
		await expect(dialog).toHaveCount(0)
		const rotated = await seatsIn(workshop)
		const atFirst = [...rotated].flatMap(([name, group]) => (group === 'Group 1' ? [name] : []))
		expect(atFirst.sort()).toEqual([host, ...comers].sort())
		expect(mixed.get(host)).toBe('Group 1')
		const staying = [...rotated].filter(([name, group]) => mixed.get(name) === group)
		expect(staying).toHaveLength(GROUPS)
		await facilitator.button('Undo').last().click()
		await expect.poll(() => seatsIn(workshop)).toEqual(mixed)
	})

	await test.step('on a phone, a person is found, and nothing is wider than the screen', async () => {
		await page.setViewportSize({ width: 390, height: 844 })
		await page.getByRole('searchbox', { name: 'Find people' }).fill('ana maria')
		await expect(tableOf(facilitator, home).getByText(ana)).toBeInViewport({ ratio: 1 })
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
		await facilitator.expectNoViolations()
	})
	await stack.stop()
})

/** Returns the names on the projector; each is at least 28 px high and within the page. */
function namesOn(projector: Page): Promise<string[]> {
	return projector.locator('main section li').evaluateAll((items) =>
		items.map((item) => {
			const { left, right, bottom } = item.getBoundingClientRect()
			const isWhole = left >= 0 && right <= innerWidth && bottom <= innerHeight && item.scrollWidth <= item.clientWidth
			const size = Number.parseFloat(getComputedStyle(item).fontSize)
			return isWhole && size >= 28 ? (item.textContent ?? '') : `cut off or small: ${item.textContent}`
		}),
	)
}

test('[SEAT5] a name in a right-to-left script begins at the bar of its group', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { groups: 4 })
	await joinAsStock(stack.url, workshop.code, { name: 'محمد عبد الرحمن', city: 'Cairo' })
	await workshop.command({ type: 'projection.set', shows: 'seating' })
	const projector = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
	await projector.goto(workshop.projector)
	const left = (text: string) =>
		projector.getByText(text).evaluate((element) => {
			const range = document.createRange()
			range.selectNodeContents(element)
			return Math.round(range.getBoundingClientRect().left)
		})
	await expect(projector.getByText('محمد عبد الرحمن')).toBeVisible()
	expect(await left('محمد عبد الرحمن')).toBe(await left('Group 1'))
})
