import { type Browser, expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
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

async function joinInSpanish(browser: Browser, code: string, name: string, city: string): Promise<Actor> {
	const person = await Actor.open(browser, name, { locale: 'es' })
	const { page } = person
	await page.goto(`${stack.url}/join`)
	await page.getByLabel('Código de acceso').fill(code)
	await page.getByLabel('Su nombre').fill(name)
	await page.getByRole('combobox', { name: 'Su ciudad' }).fill(city)
	await page.getByRole('button', { name: 'Unirse', exact: true }).click()
	await person.waitForBoard()
	return person
}

test('[ADOPT1] a solution becomes a practice, which another workshop finds, adopts and reports on', async ({
	browser,
}) => {
	const guangzhou = await createWorkshop(stack.url)
	const bogota = await createWorkshop(stack.url)
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(stack.url, guangzhou.code, 'Guangzhou')
	await chen.writeCard('Solution', SOLUTION, { x: 600, y: 420 })
	await chen.waitForSaveStatus('Saved')

	await test.step('[PRACTICE1] a card becomes a practice, and two people write its texts', async () => {
		await chen.card(SOLUTION).click({ button: 'right' })
		await chen.page.getByRole('menuitem', { name: 'Share with other cities…' }).click()
		await expect(chen.page.getByRole('blockquote')).toContainText(SOLUTION)
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
		expect(await violationsOf(facilitator.page)).toEqual([])
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
		expect(await violationsOf(page)).toEqual([])
	})
	const ana = await joinInSpanish(browser, bogota.code, 'Ana', 'Bogotá')

	await test.step('[FIND2] a search with a typing error finds the practice, which is adopted onto the board', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('searchbox').fill('ventanila permiso')
		await ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).click()
		await ana.page.getByRole('button', { name: 'Adoptar' }).click()
		const dialog = ana.page.getByRole('dialog')
		const language = dialog.getByRole('combobox', { name: 'Idioma' })
		await language.selectOption('es')
		await language.press('Tab')
		await expect(dialog.getByRole('textbox', { name: 'Título' })).toHaveValue('Ventanilla única de permisos')
		await dialog.getByRole('button', { name: 'Adoptar' }).click()
		await expect(ana.card('Ventanilla única de permisos').getByText('↩ Guangzhou')).toBeVisible()
	})
	await test.step('[FIND9] a correction can be undone', async () => {
		const { page } = ana
		await page.goto(`${stack.url}/exchange`)
		await page.getByRole('searchbox').fill('ventanila permiso')
		await expect(page.getByText('Resultados para «ventanilla permiso»')).toBeVisible()
		await page.getByRole('button', { name: 'Buscar «ventanila permiso»' }).click()
		await expect(page.getByText('Resultados para')).toBeHidden()
		await expect(page.getByRole('searchbox')).toHaveValue('ventanila permiso')
	})
	await test.step('[MAP1] the map shows the city of the practice, and filters the list with the keyboard', async () => {
		const { page } = ana
		await page.setViewportSize({ width: 1920, height: 1080 })
		await page.goto(`${stack.url}/exchange`)
		const marker = page
			.getByRole('figure', { name: 'Mapa de prácticas' })
			.getByRole('button', { name: /^Guangzhou \(China\)/ })
		await marker.focus()
		await page.keyboard.press('Enter')
		await expect(marker).toHaveAttribute('aria-pressed', 'true')
		await expect(page.getByRole('heading', { name: 'Ventanilla única de permisos' })).toBeVisible()
		expect(await violationsOf(page)).toEqual([])
		await page.getByRole('button', { name: 'Guangzhou', exact: true }).click()
		await expect(marker).toHaveAttribute('aria-pressed', 'false')
		await page.setViewportSize({ width: 390, height: 844 })
		await page.reload()
		await expect(page.getByRole('figure', { name: 'Mapa de prácticas' })).toBeHidden()
		await page.getByRole('button', { name: 'Mapa', exact: true }).click()
		await expect(marker).toBeVisible()
		await page.setViewportSize({ width: 1280, height: 720 })
	})
	await test.step('[PRACTICE7] a reader in another workshop reports the practice, and its facilitator sees and dismisses the report', async () => {
		const { page } = facilitator
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).first().click()
		await ana.page.getByRole('button', { name: 'Reportar' }).click()
		const dialog = ana.page.getByRole('dialog', { name: 'Reportar' })
		await dialog.getByRole('radio', { name: 'Nombra o muestra a alguien sin su consentimiento' }).check()
		await dialog.getByLabel('Con sus palabras').fill('Nombra a mi tía.')
		expect(await violationsOf(ana.page)).toEqual([])
		await dialog.getByRole('button', { name: 'Enviar reporte' }).click()
		await expect(ana.page.getByText('Reporte enviado. Gracias.')).toBeVisible()
		await expect(dialog).toBeHidden()
		const back = page.getByRole('main').getByRole('link', { name: 'Exchange', exact: true })
		await back.click()
		await page.reload()
		await expect(page.getByRole('listitem').filter({ hasText: '1 report' })).toContainText(SOLUTION)
		await page.getByRole('listitem').getByRole('link', { name: SOLUTION }).last().click()
		const reports = page.getByRole('region', { name: 'Reports' })
		await expect(reports.getByText('Nombra a mi tía.')).toBeVisible()
		await expect(reports.getByText('Names or shows somebody without their consent')).toBeVisible()
		await reports.getByRole('button', { name: 'Dismiss' }).click()
		await expect(reports).toBeHidden()
		await back.click()
		await expect(page.getByText('1 report')).toBeHidden()
		await page.getByRole('listitem').getByRole('link', { name: SOLUTION }).last().click()
	})
	await test.step('[ADOPT2] the outcome of an adoption reaches the workshop of origin', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).last().click()
		await ana.page.getByRole('button', { name: 'Evaluación de aplicabilidad' }).click()
		await ana.page.getByLabel('Estado', { exact: true }).selectOption('adapting')
		await ana.page.getByRole('slider', { name: 'Leyes' }).press('ArrowLeft')
		await ana.page.getByLabel('Lo que aprendimos').fill('Empezamos en dos distritos.')
		await ana.page.getByLabel('Mostrar nuestra ciudad', { exact: false }).check()
		await ana.page.getByRole('button', { name: 'Guardar la evaluación' }).click()
		await expect(ana.page.getByText('Evaluación de aplicabilidad guardada.')).toBeVisible()
		await facilitator.page.reload()
		await expect(facilitator.page.getByText('Empezamos en dos distritos.')).toBeVisible()
	})
	await test.step('[DOOR1] the board and the home page lead to the exchange of this workshop', async () => {
		await facilitator.page.goto(`${stack.url}/exchange`)
		await expect(facilitator.page.getByRole('heading', { name: 'Practices of your workshop' })).toBeVisible()
		await facilitator.page.getByRole('listitem').getByRole('link', { name: SOLUTION }).last().click()
		await ana.page.goto(`${stack.url}/w/${bogota.id}`)
		await ana.page.getByRole('button', { name: 'Ideas de otras ciudades' }).click()
		await expect(ana.page).toHaveURL(/\/exchange\?.*b=/)
	})
	await test.step('[RETURN2] a withdrawal says who has adopted it, and reaches them with its reason', async () => {
		const { page } = facilitator
		await page.getByRole('button', { name: 'Withdraw' }).click()
		const dialog = page.getByRole('dialog', { name: 'Withdraw' })
		await expect(dialog.getByText('Already adopted by: Bogotá.', { exact: false })).toBeVisible()
		await dialog.getByLabel('Reason').fill('The law has changed.')
		expect(await violationsOf(page)).toEqual([])
		await dialog.getByRole('button', { name: 'Withdraw' }).click()
		await expect(dialog).toBeHidden()
		const adopted = ana.page.getByRole('link', { name: 'Ventanilla única de permisos' }).last()
		await ana.page.reload()
		await expect(ana.page.getByText('Retirada', { exact: true })).toBeVisible()
		await adopted.click()
		await expect(ana.page.getByText('Esta práctica fue retirada')).toBeVisible()
		await expect(ana.page.getByText('The law has changed.')).toBeVisible()
		await ana.page.goto(`${stack.url}/w/${bogota.id}`)
		await ana.card('Ventanilla única de permisos').click()
		await ana.page.keyboard.press('i')
		await expect(ana.page.getByText('Retirada por quienes la escribieron.')).toBeVisible()
	})
})

test('[PRACTICE2] [PRACTICE3] the editor of a practice says if nothing is saved, keeps its forms, and is read-only once withdrawn', async ({
	browser,
}) => {
	const COUNTER = 'A permit counter in each district'
	const { code, dashboard } = await createWorkshop(stack.url)
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(stack.url, code, 'Guangzhou')
	await chen.writeCard('Solution', COUNTER, { x: 600, y: 420 })
	await chen.card(COUNTER).click({ button: 'right' })
	await chen.page.getByRole('menuitem', { name: 'Similar ideas…' }).click()
	await chen.page.getByRole('button', { name: 'Write this as a practice' }).click()
	const field = chen.page.getByLabel('Lessons learned')
	const badge = chen.page.getByRole('region', { name: 'Texts' }).getByRole('status')
	await field.pressSequentially('Ask early.')
	await expect(badge).toHaveAttribute('data-state', 'saved')

	await test.step('offline, the badge says so and counts the changes', async () => {
		await chen.page.context().setOffline(true)
		await field.pressSequentially(' Ask twice.')
		await expect(badge).toHaveAttribute('data-state', 'offline')
		await chen.page.context().setOffline(false)
		await expect(badge).toHaveAttribute('data-state', 'saved')
	})

	const { page } = await FacilitatorActor.openDashboard(browser, dashboard)
	await page.getByRole('link', { name: 'Exchange', exact: true }).click()
	await page.getByRole('link', { name: COUNTER }).click()
	await test.step('what is typed in a form stays when another person saves', async () => {
		for (const person of [chen.page, page]) await person.getByRole('button', { name: 'Details', exact: true }).click()
		await chen.page.getByLabel('Contact').pressSequentially('chen@city')
		const city = page.getByLabel('City', { exact: true })
		await city.press('End')
		await city.pressSequentially(' district')
		await page.getByRole('button', { name: 'Save details' }).click()
		await chen.page.getByRole('button', { name: 'Save details' }).click()
		await expect(chen.page.getByLabel('Contact')).toHaveValue('chen@city')
		await expect(chen.page.getByLabel('City', { exact: true })).toHaveValue(/ district$/)
	})

	await test.step('a withdrawn practice can be read, not typed into', async () => {
		await page.getByRole('button', { name: 'Publish', exact: true }).click()
		await page.getByRole('button', { name: 'Withdraw' }).click()
		await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
		await page.getByRole('button', { name: 'Write', exact: true }).click()
		await expect(page.getByLabel('Lessons learned')).toHaveAttribute('readonly')
		await expect(page.getByLabel('Lessons learned')).toHaveValue('Ask early. Ask twice.')
	})
})

test('[SIMILAR3] in the list, a card’s menu and its details show similar obstacles of others', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { groups: 2 })
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
		await expect(menu.getByRole('menuitem', { name: 'Ideas from other cities…' })).toHaveCount(0)
		await ana.page.keyboard.press('Escape')
		await open('Permits take months')
		await menu.getByRole('menuitem', { name: 'Ideas from other cities…' }).tap()
		await expect(met).toBeVisible()
		await expect(dialog.getByText('Wuhan · Group 1')).toBeVisible()
		await ana.expectNoViolations()
		await ana.page.keyboard.press('Escape')
		await expect(dialog).toHaveCount(0)
	})
	await test.step('from the details, also once the board is frozen', async () => {
		await workshop.freeze(true)
		await ana.card('Permits take months').getByRole('button', { name: 'Details' }).tap()
		await ana.page.getByRole('button', { name: 'Ideas from other cities…' }).tap()
		await expect(met).toBeVisible()
	})
})

test('[SAMPLE1] [RUN1c] [ADOPT3] a phase leads from an obstacle to a practice of the sample, whose source survives on another server', async ({
	browser,
}) => {
	const OFFICE = 'Una oficina conjunta de varios departamentos, dirigida por un vicealcalde'
	const guangzhou = await createWorkshop(stack.url, { template: 'sample' })
	const bogota = await createWorkshop(stack.url, { template: 'learn-from-cities', locale: 'es', groups: 1 })
	const next = () => bogota.command({ type: 'phase.next' })
	const facilitator = await FacilitatorActor.openDashboard(browser, guangzhou.dashboard)

	await test.step('[PRACTICE4] Guangzhou publishes its practice for every workshop of the server', async () => {
		const { page } = facilitator
		await page.getByRole('link', { name: 'Exchange', exact: true }).click()
		await page.getByRole('searchbox').fill('联合办公室')
		await page.getByRole('link', { name: '由一位副市长牵头的跨部门联合办公室' }).first().click()
		await page.getByRole('combobox', { name: 'Who sees it' }).selectOption('This server')
		await page.getByRole('button', { name: 'Publish new version' }).click()
		await expect(page.getByText('Published · Version 2')).toBeVisible()
	})

	await next()
	const ana = await joinInSpanish(browser, bogota.code, 'Ana', 'Bogotá')
	const { page } = ana
	const office = page.getByRole('link', { name: OFFICE })
	await test.step('[SIMILAR1] the workshop in Bogotá has the same obstacle, and sees where it occurred before', async () => {
		await page.getByRole('button', { name: 'Cerrar', exact: true }).first().click()
		await page.getByRole('button', { name: 'Nueva tarjeta: Obstáculo' }).click()
		await page.mouse.click(640, 640)
		await ana.editor.waitFor()
		await page.keyboard.type('Cinco departamentos aprueban por separado')
		await page.keyboard.press('Escape')
		await ana.waitForSaveStatus('Guardado')
		await ana.card('Cinco departamentos').click({ button: 'right' })
		await page.getByRole('menuitem', { name: 'Ideas de otras ciudades…' }).click()
		await expect(page.getByRole('dialog', { name: 'Otros encontraron este obstáculo' }).getByText(OFFICE)).toBeVisible()
		await page.keyboard.press('Escape')
	})
	await test.step('[FIND2] the phase leads to the search, in Spanish and with two characters of Chinese', async () => {
		await page.getByRole('link', { name: 'Buscar prácticas' }).first().click()
		const search = page.getByRole('searchbox')
		await search.fill('oficina conjunt')
		await expect(office).toBeVisible()
		await search.fill('會議')
		await expect(page.locator('mark', { hasText: '会议' }).first()).toBeVisible()
		// The hit is in Chinese; its title is the one in the reader's language (READ9).
		await office.click()
		await expect(page.getByRole('heading', { level: 1, name: OFFICE })).toBeVisible()
	})
	await test.step('[ADOPT1] the practice is adopted into the column of solutions', async () => {
		await page.getByRole('button', { name: 'Adoptar' }).click()
		await page.getByRole('dialog').getByRole('button', { name: 'Adoptar' }).click()
		await ana.card(OFFICE).click()
		await page.keyboard.press('Shift+2')
		await expect(ana.card(OFFICE).getByText('↩ Guangzhou · Grupo 2 · Día 1, mañana')).toBeVisible()
		const { cards, clusters } = await bogota.contentOf(bogota.board)
		const adopted = cards.find(({ text }) => text === OFFICE)
		expect(clusters.find(({ cards: inside }) => inside.includes(adopted?.id ?? ''))?.title).toBe('Soluciones adoptadas')
	})
	await test.step('[ADOPT2] the phase of the transfer check leads to it, and the origin sees the lessons learned', async () => {
		await next()
		await next()
		await page.getByRole('link', { name: 'Evaluaciones' }).first().click()
		await office.first().click()
		await page.getByLabel('Estado', { exact: true }).selectOption('adapting')
		await page.getByRole('slider', { name: 'Instituciones' }).press('ArrowLeft')
		await page.getByLabel('Lo que aprendimos').fill('Tres secretarías ya se sientan juntas.')
		await page.getByLabel('Mostrar nuestra ciudad', { exact: false }).check()
		await page.getByRole('button', { name: 'Guardar la evaluación' }).click()
		await expect(page.getByText('Evaluación de aplicabilidad guardada.')).toBeVisible()
		await facilitator.page.reload()
		await expect(facilitator.page.getByText('Tres secretarías ya se sientan juntas.')).toBeVisible()
		await expect(facilitator.page.getByText('Bogotá', { exact: false }).first()).toBeVisible()
	})

	const ben = await joinOnCanvas(browser, { url: stack.url, code: bogota.code }, 'Ben', 'Bogotá')
	const chip = (person: Actor) => person.card(OFFICE).getByText('↩ Guangzhou · Group 2 · Day 1 morning')
	await test.step('the chip survives copying on the board', async () => {
		await ben.page.getByRole('button', { name: 'Close', exact: true }).first().click()
		await ben.select(OFFICE)
		await ben.page.keyboard.press('Control+d')
		await ben.page.keyboard.press('Shift+2')
		await expect(chip(ben)).toHaveCount(2)
		await ben.waitForSaveStatus('Saved')
	})
	await test.step('the chip survives an export and import on another server', async () => {
		const file = await ben.exportBoard(/^JSON/)
		const other = await startStack()
		try {
			const elsewhere = await createWorkshop(other.url)
			const cleo = await joinOnCanvas(browser, { url: other.url, code: elsewhere.code }, 'Cleo', 'Dakar')
			await cleo.page.getByRole('button', { name: 'Import…' }).click()
			const dialog = cleo.page.getByRole('dialog', { name: 'Import' })
			const buffer = file.bytes
			await dialog.getByLabel('Choose a file').setInputFiles({ name: file.name, mimeType: 'application/json', buffer })
			await dialog.getByRole('button', { name: 'Import', exact: true }).click()
			await dialog.getByRole('button', { name: 'Show' }).click()
			await cleo.card(OFFICE).first().click()
			await cleo.page.keyboard.press('Shift+2')
			await expect(chip(cleo)).toHaveCount(2)
		} finally {
			await other.stop()
		}
	})
})
