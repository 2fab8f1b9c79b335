import { type Browser, expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import type { CreatedWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'

/** Opens the dashboard with the dialog "Access". */
async function openAccess(browser: Browser, workshop: CreatedWorkshop): Promise<FacilitatorActor> {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.button('Access').click()
	await expect(facilitator.dialog.getByRole('heading', { name: 'Access' })).toBeVisible()
	return facilitator
}

/** Opens the join form with a code that it has looked up. */
async function openJoinPage(browser: Browser, { url }: CreatedWorkshop, code: string): Promise<Actor> {
	const person = await Actor.open(browser, 'Li')
	await person.page.goto(`${url}/join#${code}`)
	return person
}

const codeOf = async (facilitator: FacilitatorActor) =>
	((await facilitator.page.locator('strong[data-closed]').textContent()) ?? '').replace('-', '')

test('[ACCESS1] [ACCESS2] a facilitator renews the join code, and closes and opens joining', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const facilitator = await openAccess(browser, workshop)
	await facilitator.button('Renew code').click()
	await facilitator.dialog.last().getByRole('button', { name: 'Renew code' }).click()
	await expect(facilitator.page.getByText('The join code was renewed.')).toBeVisible()
	// The answer and the new state may come from different nodes, whose states differ for up to a
	// second (NODE5).
	await expect.poll(() => codeOf(facilitator)).not.toBe(workshop.code)
	const code = await codeOf(facilitator)

	const li = await openJoinPage(browser, workshop, workshop.code)
	await expect(li.page.getByText('No workshop has this join code')).toBeVisible()
	await facilitator.button('Close joining').click()
	await expect(facilitator.page.getByText('No one can join.')).toBeVisible()
	await li.page.goto('about:blank')
	await li.page.goto(`${workshop.url}/join#${code}`)
	await expect(li.page.getByText('Joining is closed right now.')).toBeVisible()

	await facilitator.button('Open joining').click()
	await expect(facilitator.page.getByText('Anyone with the code can join.')).toBeVisible()
	await li.join(workshop.url, code, 'Wuhan')
	await ana.page.getByRole('button', { name: 'Invite' }).click()
	await expect(ana.page.getByRole('dialog')).toContainText(`${code.slice(0, 4)}-${code.slice(4)}`)
})

test('[ACCESS3] a facilitator revokes a projector link, and its page says so at once', async ({
	browser,
	workshop,
}) => {
	const projector = await (await browser.newContext({ locale: 'en' })).newPage()
	await projector.goto(await workshop.invite('projector'))
	await expect(projector.getByText('Scan, or open')).toBeVisible()
	const facilitator = await openAccess(browser, workshop)
	const links = facilitator.dialog.getByRole('region', { name: 'Projector links' })
	// The newest link is the one that the projector used.
	await links.getByRole('button', { name: 'Revoke' }).first().click()
	await facilitator.dialog.last().getByRole('button', { name: 'Revoke' }).click()
	await expect(projector.getByRole('heading', { name: 'Your access has ended' })).toBeVisible()
	await expect(links.getByRole('listitem')).toHaveCount(1)
	await facilitator.expectNoViolations()
})

test('[ACCESS3] a facilitator renews the facilitator links and stays; a colleague is signed out', async ({
	browser,
	workshop,
}) => {
	const colleague = await FacilitatorActor.openDashboard(browser, await workshop.invite('facilitator'))
	const facilitator = await openAccess(browser, workshop)
	const links = facilitator.dialog.getByRole('region', { name: 'Facilitator links' })
	await links.getByRole('button', { name: 'Renew all' }).click()
	await facilitator.dialog.last().getByRole('button', { name: 'Renew all' }).click()
	await expect(colleague.page.getByRole('heading', { name: 'Your access has ended' })).toBeVisible()
	await expect(links.getByRole('listitem')).toHaveCount(1)
	const link = await links.getByRole('textbox').inputValue()
	const again = await FacilitatorActor.openDashboard(browser, link)
	await expect(again.button('Access')).toBeVisible()
	await colleague.page.goto('about:blank')
	await colleague.page.goto(workshop.dashboard)
	await expect(colleague.page.getByRole('heading', { name: 'This link doesn’t work' })).toBeVisible()
})

test('[ACCESS6] a facilitator deletes the workshop after two questions; every page says so', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 400 })
	const facilitator = await openAccess(browser, workshop)
	await facilitator.button('Delete workshop…').click()
	const question = facilitator.dialog.last()
	await expect(question.getByRole('button', { name: 'Export all boards…' })).toBeVisible()
	await question.getByRole('button', { name: 'Continue' }).click()
	await expect(facilitator.dialog.last().getByRole('heading', { name: 'Delete “Streets” for good?' })).toBeVisible()
	await facilitator.dialog.last().getByRole('button', { name: 'Delete for good' }).click()
	for (const { page } of [facilitator, ana])
		await expect(page.getByRole('heading', { name: 'This workshop was deleted' })).toBeVisible()
	const li = await openJoinPage(browser, workshop, workshop.code)
	await expect(li.page.getByText('No workshop has this join code')).toBeVisible()
})
