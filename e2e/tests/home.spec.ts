import { type Browser, expect, type Page } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'

/** Opens the dashboard, then goes to the home page in the same browser. */
async function returnHome(browser: Browser, workshop: CreatedWorkshop): Promise<FacilitatorActor> {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.goto(workshop.url)
	await expect(listOf(facilitator.page).getByRole('link')).toHaveCount(1)
	return facilitator
}

const listOf = (page: Page) => page.getByRole('region', { name: 'Your workshops' })

test('[HOME1] the home page lists the workshops of this browser, newest first, and links to them', async ({
	browser,
	workshop,
}) => {
	const facilitator = await returnHome(browser, workshop)
	const { page } = facilitator
	const later = await createWorkshop(workshop.url, { title: 'Harbour' })
	await page.goto(later.projector)
	await expect(page.getByText('Scan, or open')).toBeVisible()
	const gone = await createWorkshop(workshop.url, { title: 'Erased' })
	await page.goto(gone.dashboard)
	await expect(facilitator.runSheet).toBeVisible()
	await gone.request(`workshops/${gone.id}`, undefined, 'DELETE')
	await workshop.command({ type: 'workshop.change', title: 'Safer streets' })

	const asked: string[] = []
	page.on('request', (request) => asked.push(new URL(request.url()).pathname))
	await page.goto(workshop.url)
	const rows = listOf(page).getByRole('listitem')
	await expect(rows).toHaveText([/Harbour.*Projector/, /Safer streets.*Facilitator.*Session 1/, /No longer available/])
	expect(asked.filter((path) => path.startsWith('/api/workshops'))).toEqual(['/api/workshops/known'])
	await facilitator.expectNoViolations()
	await facilitator.choose('More for No longer available', 'Remove from the list')
	await expect(rows).toHaveCount(2)
	await page.getByRole('link', { name: 'Safer streets' }).focus()
	await page.keyboard.press('Enter')
	await expect(facilitator.runSheet).toBeVisible()
})

test('[HOME2] a facilitator duplicates a workshop as a template', async ({ browser, workshop }) => {
	await workshop.addPhase({ kind: 'write', title: { en: 'Write obstacles' }, minutes: 5 })
	const facilitator = await returnHome(browser, workshop)
	await facilitator.choose('More for Streets', 'Duplicate as a template…')
	const { dialog, page } = facilitator
	await facilitator.expectNoViolations()
	await expect(dialog.getByLabel('Title')).toHaveValue('Streets (copy)')
	await dialog.getByLabel('Title').fill('Streets, next year')
	await dialog.getByRole('button', { name: 'Duplicate' }).click()
	await page.getByRole('link', { name: 'Go to the dashboard' }).click()
	await facilitator.expectPhases(['Write obstacles'])
	await page.goto(workshop.url)
	await expect(listOf(page).getByRole('listitem')).toHaveText([/Streets, next year/, /Streets/])
})

test('[HOME3] a workshop is archived, shown again, and forgotten on this device', async ({ browser, workshop }) => {
	const facilitator = await returnHome(browser, workshop)
	const { page, dialog } = facilitator
	const list = listOf(page)
	await facilitator.choose('More for Streets', 'Archive')
	await expect(list.getByText('All your workshops are archived.')).toBeVisible()
	await facilitator.button('Undo').click()
	await expect(list.getByRole('link', { name: 'Streets' })).toBeVisible()
	await facilitator.choose('More for Streets', 'Archive')
	await page.reload()
	await list.getByText('Archived (1)').click()
	await facilitator.expectNoViolations()
	await facilitator.choose('More for Streets', 'Show in the list again')
	await expect(list.getByText('Archived')).toHaveCount(0)
	await facilitator.choose('More for Streets', 'Archive')
	await list.getByText('Archived (1)').click()
	await facilitator.choose('More for Streets', 'Forget on this device…')
	await dialog.getByRole('button', { name: 'Forget' }).click()
	await expect(list).toHaveCount(0)
	await page.goto(`${workshop.url}/w/${workshop.id}/dashboard`)
	await expect(page.getByRole('heading', { name: 'The dashboard needs the facilitator link' })).toBeVisible()
	// The workshop itself is unchanged.
	await page.goto(workshop.dashboard)
	await expect(facilitator.runSheet).toBeVisible()
})

test('[HOME4] a facilitator continues on a phone with a link that works once', async ({ browser, workshop }) => {
	const facilitator = await returnHome(browser, workshop)
	await facilitator.choose('More for Streets', 'Open on another device…')
	const { dialog } = facilitator
	await expect(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible()
	await facilitator.expectNoViolations()
	// The link contains an address in the local network, on which this server does not listen.
	const { hash } = new URL(await dialog.getByRole('textbox', { name: 'Link for one device' }).inputValue())
	const link = `${workshop.url}/f${hash}`
	const phone = await FacilitatorActor.openDashboard(browser, link, { viewport: { width: 390, height: 844 } })
	await phone.page.goto(workshop.url)
	await expect(listOf(phone.page).getByRole('link', { name: 'Streets' })).toBeVisible()
	const late = await (await browser.newContext({ locale: 'en' })).newPage()
	await late.goto(link)
	await expect(late.getByRole('heading', { name: 'This link doesn’t work' })).toBeVisible()
})
