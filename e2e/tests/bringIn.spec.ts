import { expect } from '@playwright/test'
import { joinOnCanvas } from '../support/joining.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

let stack: Stack
let workshop: OpenedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await openByApi(stack.url)
})
test.afterEach(() => stack.stop())

const table = [
	'Kind,Text,City',
	'Obstacle,Permits take nine months,Dakar',
	'Solution,,Dakar',
	'Solution,"One desk, for all",',
].join('\r\n')

test('[IMP1] a table with one bad line comes in beside what is there, is shown, taken out and brought again; the bad line is told', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Dakar')
	const { page } = ana
	await ana.writeCard('Question', 'Here before', { x: 600, y: 400 })
	await ana.badgeSays('Saved')
	const dialog = page.getByRole('dialog', { name: 'Import' })

	await test.step('one sees what is in it before it is anywhere', async () => {
		await page.getByRole('button', { name: 'Import…' }).click()
		await dialog
			.getByLabel('Choose a file')
			.setInputFiles({ name: 'ideas.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
		await expect(dialog.getByText('2 cards')).toBeVisible()
		await expect(dialog.getByText('Line 3: no text; skipped.')).toBeVisible()
		expect(await workshop.textsOn(workshop.board)).toEqual(['Here before'])
	})

	await test.step('it is on the board, where others are not in its way', async () => {
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 2 cards.')).toBeVisible()
		await dialog.getByRole('button', { name: 'Show' }).click()
		await expect(ana.card('One desk, for all')).toBeVisible()
		expect(await workshop.textsOn(workshop.board)).toEqual([
			'Here before',
			'One desk, for all',
			'Permits take nine months',
		])
		await page.keyboard.press('Delete')
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Here before'])
	})

	await test.step('a file that is dropped on the board opens the same, and what came can be taken out at once', async () => {
		const dropped = await page.evaluateHandle((text) => {
			const transfer = new DataTransfer()
			transfer.items.add(new File([text], 'again.csv', { type: 'text/csv' }))
			return transfer
		}, table)
		await page.locator('.tl-canvas').dispatchEvent('drop', { dataTransfer: dropped, clientX: 300, clientY: 300 })
		await expect(dialog.getByText('again.csv')).toBeVisible()
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 2 cards.')).toBeVisible()
		await expect.poll(() => workshop.textsOn(workshop.board)).toHaveLength(3)
		await expect(ana.cards).toHaveCount(3)
		await dialog.getByRole('button', { name: 'Undo import' }).click()
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Here before'])
	})

	await test.step('what is no such file is told', async () => {
		await page.getByRole('button', { name: 'Import…' }).click()
		await dialog
			.getByLabel('Choose a file')
			.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
		await expect(dialog.getByRole('alert')).toContainText('This file can’t be imported.')
	})

	await test.step('[IMP3] a file that is too large is told so, with the limit, and not sent', async () => {
		let sent = 0
		page.on('request', (request) => {
			if (request.url().includes('/import?')) sent++
		})
		// Playwright sends no file as large, so the page makes it.
		const large = await page.evaluateHandle(
			(bytes) => {
				const transfer = new DataTransfer()
				transfer.items.add(new File([new Uint8Array(bytes)], 'large.zip'))
				return transfer
			},
			50 * 1024 * 1024 + 1,
		)
		await dialog.getByText('or drop it here').dispatchEvent('drop', { dataTransfer: large })
		await expect(dialog.getByRole('alert')).toHaveText(
			'This file is larger than 50 MB, the most that can be imported at once.',
		)
		expect(sent).toBe(0)
	})

	await test.step('[IMP2] of a table of others one chooses which column is the text', async () => {
		const buffer = Buffer.from('Nummer;Karten;Ort\n1;Genehmigungen dauern;Wien\n2;Kein Geld;Graz\n')
		await dialog.getByLabel('Choose a file').setInputFiles({ name: 'karten.csv', mimeType: 'text/csv', buffer })
		const first = dialog.getByRole('list', { name: 'First cards' }).getByRole('listitem')
		await expect(first).toHaveText(['Genehmigungen dauern', 'Kein Geld'])
		await expect(dialog.getByText('The column “Ort” is not imported.')).toBeVisible()
		const column = dialog.getByRole('combobox', { name: 'Which column is the text?' })
		await expect(column).toHaveValue('2')
		await column.selectOption('Ort – Wien')
		await expect(first).toHaveText(['Wien', 'Graz'])
		await column.selectOption('Karten – Genehmigungen dauern')
		await dialog.getByText('Kind, city and cluster').click()
		await dialog.getByRole('combobox', { name: 'City' }).selectOption('Ort – Wien')
		await expect(dialog.getByText('The column “Ort” is not imported.')).toBeHidden()
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect
			.poll(() => workshop.textsOn(workshop.board))
			.toEqual(['Genehmigungen dauern', 'Here before', 'Kein Geld'])
	})
})
