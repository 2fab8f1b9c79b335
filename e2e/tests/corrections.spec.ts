import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinAsStock } from '../support/stockClient.ts'

/** Corrections of mistakes in the forms for joining and for opening a workshop. */

test('[PEOPLE3] a facilitator corrects a name and city; a participant who chooses “I’m someone else” corrects their own name', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Anna')
	await ana.join(workshop.url, workshop.code, 'Bogota City')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { dialog } = facilitator
	await facilitator.choose('Actions for Anna', 'Edit name and city…')
	await dialog.getByLabel('Name').fill('Ana')
	await dialog.getByRole('combobox', { name: 'City' }).fill('bogotá')
	await dialog.getByRole('button', { name: 'Save' }).click()
	await expect(facilitator.person('Ana')).toContainText('Bogotá, Group 1')

	await ana.page.goto(`${workshop.url}/join#${workshop.code}`)
	await ana.page.getByRole('button', { name: 'I’m someone else' }).click()
	await expect(ana.page.getByRole('heading', { name: 'Is your name misspelled?' })).toBeVisible()
	await ana.page.getByLabel('Your name').fill('Ana María')
	await ana.page.getByRole('button', { name: 'Save and continue' }).click()
	await ana.waitForBoard()
	await expect(facilitator.person('Ana María')).toBeVisible()
	expect((await workshop.view()).workshop.participants).toHaveLength(1)
})

test('[PEOPLE4] a duplicate participant is merged into the person, and their device continues without joining again', async ({
	browser,
	workshop,
}) => {
	const first = await joinAsStock(workshop.url, workshop.code, { name: 'Ana', city: 'Bogotá' })
	const double = await Actor.open(browser, 'Anna')
	await double.join(workshop.url, workshop.code, 'Dakar')
	await double.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await double.waitForSaveStatus('Saved')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.choose('Actions for Anna', 'Merge with another entry…')
	await facilitator.dialog.getByRole('button', { name: 'Merge' }).click()
	await expect(facilitator.person('Anna')).toHaveCount(0)
	await expect(double.card('Permits')).toHaveCount(1)
	await double.writeCard('Solution', 'One office', { x: 900, y: 400 })
	await expect.poll(() => workshop.authorOf(first.board.id, 'One office')).toBe('Ana')
	expect(await workshop.authorOf(first.board.id, 'Permits')).toBe('Ana')
})

test('[CORRECT1] a facilitator changes the title, the cities and the languages of the workshop', async ({
	browser,
	workshop,
}) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { dialog, page } = facilitator
	await facilitator.button('Edit title, cities and languages').click()
	await dialog.getByLabel('Title').fill('Green roofs')
	await dialog.getByRole('checkbox', { name: 'Français' }).check()
	await dialog.getByLabel(/Participating cities/).fill('Seoul')
	await dialog.getByRole('button', { name: 'Save' }).click()
	await expect(page.getByRole('heading', { level: 1, name: 'Green roofs' })).toBeVisible()
	await page.goto(`${workshop.url}/join#${workshop.code}`)
	await page.getByRole('combobox', { name: 'Your city' }).click()
	await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['Dakar', 'Bogotá', 'Seoul'])
})
