import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { openWorkshop } from '../support/openWorkshop.ts'
import { type Stack, startStack } from '../support/startStack.ts'

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
