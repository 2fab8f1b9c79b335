import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'

test('[COPY1] a board is copied as a table and as an image, and a refusal is said', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
	await ana.join(sharedStack.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits, "nine" months', { x: 500, y: 400 })
	await ana.waitForSaveStatus('Saved')
	const { page } = ana
	const read = () =>
		page.evaluate(async () => {
			const [item] = await navigator.clipboard.read()
			const forms: Record<string, { text: string; size: number }> = {}
			for (const type of item?.types ?? []) {
				const blob = await item?.getType(type)
				forms[type] = { text: (await blob?.text()) ?? '', size: blob?.size ?? 0 }
			}
			return forms
		})
	const dialog = page.getByRole('dialog', { name: 'Export' })
	const copy = async (format: RegExp, button: string) => {
		await ana.openExportDialog()
		await dialog.getByRole('radio', { name: format }).check({ force: true })
		await dialog.getByRole('button', { name: button, exact: true }).click()
	}

	await copy(/^CSV/, 'Copy table')
	await expect(page.getByText('Copied. Paste it into the other program.')).toBeVisible()
	await expect(dialog).toHaveCount(0)
	const table = await read()
	expect(table['text/plain']?.text.split('\n')[0]).toMatch(/^Kind\tText\tCity\t/)
	expect(table['text/plain']?.text).toContain('Obstacle\t"Permits, ""nine"" months"\tDakar')
	expect(table['text/html']?.text).toMatch(/<th>Kind<\/th><th>Text<\/th>/)
	expect(table['text/html']?.text).not.toContain('ID')

	await copy(/^PNG/, 'Copy image')
	await expect.poll(async () => (await read())['image/png']?.size ?? 0).toBeGreaterThan(500)

	await page.evaluate(() => {
		navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
	})
	await copy(/^Markdown/, 'Copy text')
	await expect(dialog.getByRole('alert')).toHaveText('The browser didn’t allow copying. Export a file instead.')
})
