import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { openWorkshop } from '../support/openWorkshop.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { Fingers } from '../support/touch.ts'

/** The exchange: an idea of one city on its way to another. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const SOLUTION = 'One-stop permit counter'

test('[ADOPT1] a solution becomes a practice, which another workshop finds, adopts and reports on', async ({
	browser,
}) => {
	test.setTimeout(120_000)
	const guangzhou = await openWorkshop(stack.url)
	const bogota = await openWorkshop(stack.url)
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(stack.url, guangzhou.code, 'Guangzhou')
	await chen.writeCard('Solution', SOLUTION, { x: 600, y: 420 })
	await chen.waitForSaveStatus('Saved')

	await test.step('[PRACTICE1] the card begins a practice, whose texts two people write', async () => {
		await chen.card(SOLUTION).click({ button: 'right' })
		await chen.page.getByRole('menuitem', { name: 'Similar ideas…' }).click()
		await chen.page.getByRole('button', { name: 'Write this as a practice' }).click()
		await expect(chen.page.getByLabel('Title', { exact: true })).toHaveValue(SOLUTION)
		await chen.page.getByLabel('Lessons learned').fill('Ask early. ')
		await chen.page.getByLabel('Language of the texts').selectOption('es')
		await chen.page.getByLabel('Title', { exact: true }).fill('Ventanilla única de permisos')
		await chen.page.getByLabel('Summary').fill('Responde en treinta días.')
		await expect(chen.page.getByText('Saved', { exact: true })).toBeVisible()
	})
	const facilitator = await FacilitatorActor.openDashboard(browser, guangzhou.dashboard)
	await test.step('[PRACTICE4] the facilitator completes and publishes it', async () => {
		await facilitator.page.getByRole('link', { name: 'Exchange', exact: true }).click()
		await facilitator.page.getByRole('link', { name: SOLUTION }).click()
		const lessons = facilitator.page.getByLabel('Lessons learned')
		await expect(lessons).toHaveValue('Ask early. ')
		await lessons.press('End')
		await lessons.pressSequentially('Ask twice.')
		await expect(facilitator.page.getByText('Saved', { exact: true })).toBeVisible()
		await facilitator.button('Publish').click()
		await expect(facilitator.page.getByRole('heading', { level: 1, name: SOLUTION })).toBeVisible()
		await expect(facilitator.page.getByText('Ask early. Ask twice.')).toBeVisible()
		const { violations } = await new AxeBuilder({ page: facilitator.page }).analyze()
		expect(violations.map(({ id }) => id)).toEqual([])
	})
	await test.step('[PRACTICE4b] a second version is compared with the first, word by word', async () => {
		const { page } = facilitator
		const inserted = (text: string) => page.getByRole('insertion').filter({ hasText: text })
		const deleted = (text: string) => page.getByRole('deletion').filter({ hasText: text })
		await page.getByRole('button', { name: 'Write', exact: true }).click()
		await page.getByLabel('Lessons learned').fill('Ask early. Ask thrice.')
		await expect(page.getByText('Saved', { exact: true })).toBeVisible()
		await page.reload()
		await page.getByRole('button', { name: 'Versions' }).click()
		await expect(page.getByLabel('Later version').locator('option:checked')).toHaveText('Draft')
		await expect(inserted('thrice')).toBeVisible()
		await page.getByRole('button', { name: 'Write', exact: true }).click()
		await page.getByLabel('Language of the texts').selectOption('zh-CN')
		await page.getByLabel('Title', { exact: true }).fill('一站式许可窗口')
		await expect(page.getByText('Saved', { exact: true })).toBeVisible()
		await page.getByRole('button', { name: 'Publish new version' }).click()
		await expect(page.getByText('Published · Version 2')).toBeVisible()
		await page.getByRole('button', { name: 'Versions' }).click()
		await expect(page.getByLabel('Earlier version').locator('option:checked')).toHaveText(/^Version 1 · /)
		await expect(page.getByLabel('Later version').locator('option:checked')).toHaveText(/^Version 2 · /)
		await expect(page.getByText('1 change in this language and the details')).toBeVisible()
		await expect(deleted('twice')).toHaveText('Removed: twice')
		await expect(inserted('thrice')).toHaveText('Added: thrice')
		await expect(page.getByText('Unchanged: Title')).toBeVisible()
		await page.getByRole('group', { name: 'Languages' }).getByRole('button', { name: '中文' }).click()
		await expect(inserted('一站式许可窗口')).toBeVisible()
		const { violations } = await new AxeBuilder({ page }).analyze()
		expect(violations.map(({ id }) => id)).toEqual([])
	})
	const ana = await Actor.open(browser, 'Ana', { locale: 'es' })
	await ana.page.goto(`${stack.url}/join`)
	await ana.page.getByLabel('Código de acceso').fill(bogota.code)
	await ana.page.getByLabel('Su nombre').fill('Ana')
	await ana.page.getByRole('combobox', { name: 'Su ciudad' }).fill('Bogotá')
	await ana.page.getByRole('button', { name: 'Unirse', exact: true }).click()
	await ana.waitForBoard()

	await test.step('[FIND2] it is found with a wrong letter, and adopted onto the board', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('searchbox').fill('ventanila permiso')
		await ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).click()
		await ana.page.getByRole('button', { name: 'Adoptar' }).click()
		await expect(ana.card('Ventanilla única de permisos').getByText('↩ Guangzhou')).toBeVisible()
	})
	await test.step('[ADOPT2] what became of it reaches its origin', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).last().click()
		await ana.page.getByRole('button', { name: 'Prueba de transferencia' }).click()
		await ana.page.getByLabel('Estado', { exact: true }).selectOption('adapting')
		await ana.page.getByRole('slider', { name: 'Leyes' }).press('ArrowLeft')
		await ana.page.getByLabel('Lo que aprendimos').fill('Empezamos en dos distritos.')
		await ana.page.getByLabel('Mostrar nuestra ciudad', { exact: false }).check()
		await ana.page.getByRole('button', { name: 'Guardar la prueba' }).click()
		await expect(ana.page.getByText('Prueba de transferencia guardada.')).toBeVisible()
		await facilitator.page.reload()
		await expect(facilitator.page.getByText('Empezamos en dos distritos.')).toBeVisible()
	})
})

test('[SIMILAR3] in the list, a card’s menu and its details show who else met the obstacle', async ({ browser }) => {
	const workshop = await openWorkshop(stack.url, { groups: 2 })
	const wuhan = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Lin', 'Wuhan')
	await wuhan.writeCard('Obstacle', 'Permits for bus lanes take nine months', { x: 400, y: 420 })
	await wuhan.waitForSaveStatus('Saved')
	const ana = await joinOnPhone(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Bogotá')
	await ana.addCards('Obstacle', ['Permits take months'])
	await ana.addCards('Case', ['Bus lanes'])
	await ana.waitForSaveStatus('Saved')
	const dialog = ana.page.getByRole('dialog', { name: 'Others met this obstacle' })
	const met = dialog.getByText('Permits for bus lanes take nine months')

	await test.step('by a long press', async () => {
		const menu = ana.page.getByRole('menu', { name: 'Card options' })
		const open = async (text: string) =>
			new Fingers(ana.page).longPress(await ana.centreOf(text), () => expect(menu).toBeVisible())
		await open('Bus lanes')
		await expect(menu.getByRole('menuitem', { name: 'Edit' })).toBeVisible()
		await expect(menu.getByRole('menuitem', { name: 'Similar ideas…' })).toHaveCount(0)
		await ana.page.keyboard.press('Escape')
		await open('Permits take months')
		await menu.getByRole('menuitem', { name: 'Similar ideas…' }).tap()
		await expect(met).toBeVisible()
		await expect(dialog.getByText('Wuhan · Group 1')).toBeVisible()
		await ana.expectNoViolations()
		await ana.page.keyboard.press('Escape')
		await expect(dialog).toHaveCount(0)
	})
	await test.step('from the details, also once the board is frozen', async () => {
		await workshop.freeze(true)
		await ana.card('Permits take months').getByRole('button', { name: 'Details' }).tap()
		await ana.page.getByRole('button', { name: 'Similar ideas…' }).tap()
		await expect(met).toBeVisible()
	})
})
