import { expect, type Locator } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

let stack: Stack
let workshop: CreatedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await createWorkshop(stack.url)
})
test.afterEach(() => stack.stop())

const TABLE = [
	'Kind,Text,City',
	'Obstacle,Permits take nine months,Dakar',
	'Solution,,Dakar',
	'Solution,"One office, for all",',
].join('\r\n')

test('[IMP1] a CSV file is previewed, imported beside existing cards, undone and imported again; an invalid line is reported', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Dakar')
	const { page } = ana
	await ana.writeCard('Question', 'Existing card', { x: 600, y: 400 })
	await ana.waitForSaveStatus('Saved')
	const dialog = page.getByRole('dialog', { name: 'Import' })

	await test.step('the preview imports nothing yet', async () => {
		await page.getByRole('button', { name: 'Import…' }).click()
		await dialog
			.getByLabel('Choose a file')
			.setInputFiles({ name: 'ideas.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
		await expect(dialog.getByText('2 cards')).toBeVisible()
		await expect(dialog.getByText('Line 3: no text; skipped.')).toBeVisible()
		expect(await workshop.textsOn(workshop.board)).toEqual(['Existing card'])
	})

	await test.step('the imported cards are selected on the board', async () => {
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 2 cards.')).toBeVisible()
		await dialog.getByRole('button', { name: 'Show' }).click()
		await expect(ana.card('One office, for all')).toBeVisible()
		expect(await workshop.textsOn(workshop.board)).toEqual([
			'Existing card',
			'One office, for all',
			'Permits take nine months',
		])
		await page.keyboard.press('Delete')
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Existing card'])
	})

	await test.step('a file dropped on the canvas opens the dialog, and the import can be undone there', async () => {
		const dropped = await page.evaluateHandle((text) => {
			const transfer = new DataTransfer()
			transfer.items.add(new File([text], 'again.csv', { type: 'text/csv' }))
			return transfer
		}, TABLE)
		await page.locator('.tl-canvas').dispatchEvent('drop', { dataTransfer: dropped, clientX: 300, clientY: 300 })
		await expect(dialog.getByText('again.csv')).toBeVisible()
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 2 cards.')).toBeVisible()
		await expect.poll(() => workshop.textsOn(workshop.board)).toHaveLength(3)
		await expect(ana.cards).toHaveCount(3)
		await dialog.getByRole('button', { name: 'Undo import' }).click()
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Existing card'])
	})

	await test.step('[IMP1d] of several files that are dropped at once, the next follows when one is closed', async () => {
		const dropThree = async (on: Locator) => {
			const dataTransfer = await page.evaluateHandle(() => {
				const transfer = new DataTransfer()
				for (const name of ['one', 'two', 'three'])
					transfer.items.add(new File([`Text,Kind\nCard ${name},Obstacle`], `${name}.csv`, { type: 'text/csv' }))
				return transfer
			})
			await on.dispatchEvent('drop', { dataTransfer, clientX: 300, clientY: 300 })
		}
		await dropThree(page.locator('.tl-canvas'))
		await expect(page.getByRole('dialog', { name: 'Import (1/3)' }).getByText('one.csv')).toBeVisible()
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 1 card.')).toBeVisible()
		await page.keyboard.press('Escape')
		await expect(page.getByRole('dialog', { name: 'Import (2/3)' }).getByText('two.csv')).toBeVisible()
		await page.keyboard.press('Escape')
		await expect(page.getByRole('dialog', { name: 'Import (3/3)' }).getByText('three.csv')).toBeVisible()
		await page.keyboard.press('Escape')
		await expect(dialog).toHaveCount(0)
		await page.getByRole('button', { name: 'Import…' }).click()
		await dropThree(dialog.getByText('or drop it here'))
		await expect(page.getByRole('dialog', { name: 'Import (1/3)' }).getByText('one.csv')).toBeVisible()
		for (const _file of [1, 2, 3]) await page.keyboard.press('Escape')
		await expect(dialog).toHaveCount(0)
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Card one', 'Existing card'])
		await ana.card('Card one').click()
		await page.keyboard.press('Delete')
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Existing card'])
	})

	await test.step('a file of another type is rejected', async () => {
		await page.getByRole('button', { name: 'Import…' }).click()
		await dialog
			.getByLabel('Choose a file')
			.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
		await expect(dialog.getByRole('alert')).toContainText('This is a PDF, which has no separate cards.')
	})

	await test.step('[IMP3] a file above the limit is rejected without being sent', async () => {
		let sent = 0
		page.on('request', (request) => {
			if (request.url().includes('/import?')) sent++
		})
		// Playwright cannot pass a file of this size, so the page creates it.
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

	await test.step('[IMP2] the columns of an unknown table can be assigned', async () => {
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
			.toEqual(['Existing card', 'Genehmigungen dauern', 'Kein Geld'])
	})
})

test('[IMP2e] the workbook of all boards becomes a board each, which the preview lists', async ({ browser }) => {
	const group = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Dakar')
	await group.writeCard('Obstacle', 'Permits', { x: 600, y: 400 })
	await group.waitForSaveStatus('Saved')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	await page.goto(`${page.url()}/b/${workshop.plenary}`)
	await facilitator.waitForBoard()
	await facilitator.writeCard('Solution', 'One office', { x: 600, y: 400 })
	await facilitator.waitForSaveStatus('Saved')
	const response = await fetch(`${stack.url}/api/sessions/${workshop.sessions[0]?.id}/workbook.xlsx`, {
		headers: { Authorization: `Bearer ${workshop.token}` },
	})
	const buffer = Buffer.from(await response.arrayBuffer())
	await page.getByRole('button', { name: 'Import…' }).click()
	const dialog = page.getByRole('dialog', { name: 'Import' })
	await dialog.getByLabel('Choose a file').setInputFiles({ name: 'all.xlsx', mimeType: '', buffer })
	const boards = dialog.getByRole('list', { name: 'Boards in this file' }).getByRole('listitem')
	await expect(boards).toHaveText(['Group 1 1 card', 'Plenary 1 card'])
	await expect(dialog.getByRole('radio', { name: '2 new boards' })).toBeChecked()
	await dialog.getByRole('button', { name: 'Import', exact: true }).click()
	await expect(dialog.getByText('Imported to this session: 2 boards · 2 cards.')).toBeVisible()
	await expect(dialog.getByRole('link', { name: 'Plenary' })).toBeVisible()
	await expect(dialog.getByRole('link', { name: 'Group 1' })).toBeVisible()
	await dialog.getByRole('button', { name: 'Done' }).click()

	await test.step('[IMP2h] an outline and an Obsidian canvas are previewed; the canvas keeps its positions', async () => {
		await page.getByRole('button', { name: 'Import…' }).click()
		const choose = (name: string, text: string) =>
			dialog.getByLabel('Choose a file').setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) })
		await choose('notes.md', '# Streets\n## Obstacles\n- Permits\n- Money\n')
		await expect(dialog.getByText('2 cards · 1 cluster')).toBeVisible()
		await dialog.getByRole('button', { name: 'Choose another file' }).click()
		const node = { id: 'a', type: 'text', x: 0, y: 0, width: 260, height: 60, text: 'From Obsidian', color: '4' }
		await choose('map.canvas', JSON.stringify({ nodes: [node], edges: [] }))
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect(dialog.getByText('Imported to this board: 1 card.')).toBeVisible()
		const { cards } = await workshop.contentOf(workshop.plenary)
		expect(cards).toContainEqual(expect.objectContaining({ text: 'From Obsidian', kind: 'solution' }))
	})
})

test('[IMP2c] the text encoding of a table from an older program is detected, and can be changed in the preview', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Orléans')
	const { page } = ana
	const dialog = page.getByRole('dialog', { name: 'Import' })
	const first = dialog.getByRole('list', { name: 'First cards' }).getByRole('listitem')
	const encoding = dialog.getByRole('combobox', { name: 'Text encoding' })
	const choose = (name: string, buffer: Buffer) =>
		dialog.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer })
	await page.getByRole('button', { name: 'Import…' }).click()

	await test.step('French Excel', async () => {
		await choose('idées.csv', Buffer.from('Texte;Type\r\nPénurie à l\x92école \x97 5 \x80;Obstacle\r\n', 'latin1'))
		await expect(first).toHaveText(['Pénurie à l’école — 5 €'])
		await expect(encoding).toHaveValue('windows-1252')
		await dialog.getByRole('button', { name: 'Choose another file' }).click()
	})

	await test.step('a Cyrillic list', async () => {
		await choose('list.txt', Buffer.from('eec5d420c4c5cec5c7', 'hex'))
		await expect(first).toHaveText(['оЕФ ДЕОЕЗ'])
		await encoding.selectOption('Нет денег – Cyrillic (KOI8-R)')
		await expect(first).toHaveText(['Нет денег'])
		await dialog.getByRole('button', { name: 'Import', exact: true }).click()
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Нет денег'])
	})
})

test('[IMP6] [IMP7] in the preview of a table from another whiteboard, the meaning of its colours and labels and its positions are changed', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Dakar')
	const { page } = ana
	const table = [
		'Text,BG Color,Tags,Area,X,Y,Width,Height',
		'Permits,#FFC2E8,Recht,Rules,0,0,100,100',
		'Office,#FFF9B1,,Rules,300,0,100,100',
		'Fund,#FFF9B1,,,600,400,100,100',
	].join('\n')
	const dialog = page.getByRole('dialog', { name: 'Import' })
	const kinds = () => dialog.getByRole('list', { name: 'First cards' }).locator('[data-kind="solution"]')
	await page.getByRole('button', { name: 'Import…' }).click()
	await dialog
		.getByLabel('Choose a file')
		.setInputFiles({ name: 'mural.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
	const marks = dialog.getByRole('region', { name: 'What colors and labels become' })
	await expect(marks.getByRole('listitem')).toContainText(['#FFF9B1Color · 2 cards', 'Recht', '#FFC2E8'])
	await expect(dialog.getByText('“Recht” is not a category')).toBeVisible()
	await marks.getByRole('combobox', { name: '“#FFF9B1” becomes' }).selectOption('Solution')
	await expect(kinds()).toHaveCount(2)
	await marks.getByRole('combobox', { name: '“Recht” becomes' }).selectOption('law & regulation')
	await expect(dialog.getByText('“Recht” is not a category')).toBeHidden()
	await expect(kinds()).toHaveCount(2)
	await expect(dialog.getByRole('radio', { name: 'Keep where things are' })).toBeChecked()
	await dialog.getByRole('button', { name: 'Import', exact: true }).click()
	await dialog.getByRole('button', { name: 'Undo import' }).click()
	await expect.poll(() => workshop.textsOn(workshop.board)).toEqual([])

	await page.getByRole('button', { name: 'Import…' }).click()
	await dialog
		.getByLabel('Choose a file')
		.setInputFiles({ name: 'mural.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
	await dialog.getByRole('radio', { name: 'Lay out in rows' }).check()
	await marks.getByRole('combobox', { name: '“#FFF9B1” becomes' }).selectOption('Solution')
	await expect(dialog.getByRole('radio', { name: 'Lay out in rows' })).toBeChecked()
	await dialog.getByRole('button', { name: 'Import', exact: true }).click()
	await dialog.getByRole('button', { name: 'Show' }).click()
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map(({ text, kind }) => [text, kind])).toEqual(
		expect.arrayContaining([
			['Permits', 'obstacle'],
			['Office', 'solution'],
			['Fund', 'solution'],
		]),
	)
})
