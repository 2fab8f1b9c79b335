import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { png, sendTo } from '../support/imageFiles.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[DETAIL1] [REACT1] details and reactions of a card, on the canvas, in the list and for a visitor', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	const details = page.getByRole('complementary', { name: 'Solution: details' })

	await test.step('the description is written keystroke by keystroke, and undone in one step', async () => {
		// The new card is still selected.
		await page.keyboard.press('i')
		await details.getByLabel('Description').pressSequentially('Open on Saturdays, see https://office.example')
		await details.getByLabel('Source').pressSequentially('The mayor of Dakar')
		await details.getByRole('button', { name: 'React with 💡' }).click()
		await expect(details.getByRole('button', { name: '💡: 1 person' })).toHaveAttribute('aria-pressed', 'true')
		await expect(details.getByRole('link', { name: 'https://office.example' })).toBeVisible()
		await expect(details).toContainText(/Written by Ana · Dakar · \w/)
		await page.keyboard.press('Escape')
		await expect(details).toHaveCount(0)
		await expect(ana.card('One office').getByRole('img', { name: 'Reactions: 💡 1' })).toBeVisible()
		await page.keyboard.press('Control+z')
		await page.keyboard.press('i')
		await expect(details.getByLabel('Source')).toHaveValue('')
		await expect(details.getByLabel('Description')).toHaveValue(/Saturdays/)
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('a visitor reads them in the list, and reacts', async () => {
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		const board = workshop.board
		await ben.page.goto(`${new URL(ben.page.url()).origin}/w/${workshop.id}/b/${board}`)
		await expect(ben.card('One office')).toBeVisible()
		await ben.card('One office').getByRole('button', { name: 'Details' }).tap()
		const panel = ben.page.getByRole('complementary', { name: 'Solution: details' })
		await expect(panel.getByLabel('Description')).toHaveValue(/Open on Saturdays/)
		await panel.getByRole('button', { name: '💡: 1 person' }).tap()
		await expect(ana.page.getByRole('button', { name: '💡: 2 people' })).toBeVisible()
		// [PHONE10] Esc is the Back gesture of a computer: the panel does not have the focus.
		await ben.page.evaluate(() => (document.activeElement as HTMLElement).blur())
		await ben.page.keyboard.press('Escape')
		await expect(panel).toHaveCount(0)
		await expect(ben.card('One office')).toBeVisible()
	})

	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards).toMatchObject([{ description: 'Open on Saturdays, see https://office.example' }])
})

test('[DETAIL1a] nothing that is typed in the details is lost: Escape, freezing, Back, a reload, two people at once', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const [ana, li] = [await joinOnCanvas(browser, workshop, 'Ana'), await joinOnCanvas(browser, workshop, 'Li')]
	const { page } = ana
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await expect(li.card('One office')).toBeVisible()
	const detailsOf = (person: typeof ana) => person.page.getByRole('complementary', { name: 'Solution: details' })
	const details = detailsOf(ana)
	const field = details.getByLabel('Description')
	const stored = async () => (await workshop.contentOf(workshop.board)).cards[0]?.description ?? ''

	await test.step('Escape with the caret in the field', async () => {
		await page.keyboard.press('i')
		await field.pressSequentially('Open daily')
		await page.keyboard.press('Escape')
		await expect(details).toHaveCount(0)
		await ana.waitForSaveStatus('Saved')
		await expect.poll(stored).toBe('Open daily')
	})

	await test.step('two people type at once', async () => {
		await page.keyboard.press('i')
		await li.card('One office').click()
		await li.page.keyboard.press('i')
		const source = (person: typeof ana) => detailsOf(person).getByLabel('Source')
		await Promise.all([
			source(ana).pressSequentially('AAAA', { delay: 20 }),
			source(li).pressSequentially('LLLL', { delay: 20 }),
		])
		await expect.poll(async () => [...(await source(ana).inputValue())].sort().join('')).toBe('AAAALLLL')
		await expect(source(li)).toHaveValue(await source(ana).inputValue())
	})

	await test.step('the board is frozen while the caret is in the field', async () => {
		await field.press('End')
		await field.pressSequentially(', except')
		await workshop.freeze(true)
		await expect(field).toHaveAttribute('readonly')
		await expect(field).toHaveValue('Open daily, except')
		await workshop.freeze(false)
		await expect(field).not.toHaveAttribute('readonly')
		await field.press('End')
		await field.pressSequentially(' Sunday')
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('Back, and a reload', async () => {
		await field.pressSequentially(' morning')
		await page.goBack()
		await expect.poll(stored).toBe('Open daily, except Sunday morning')
		await page.goForward()
		await ana.card('One office').click()
		await page.keyboard.press('i')
		await field.press('End')
		await field.pressSequentially('!')
		await page.reload()
		await expect.poll(stored).toBe('Open daily, except Sunday morning!')
	})
})

test('[DETAIL1b] an emptied card stays with its details; a new card that stays empty is removed', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await page.keyboard.press('i')
	await page.getByLabel('Description').pressSequentially('Open daily')
	await page.keyboard.press('Escape')
	await ana.startEditing('One office')
	await page.keyboard.press('ControlOrMeta+a')
	await page.keyboard.press('Delete')
	await page.keyboard.press('Escape')
	await ana.waitForSaveStatus('Saved')
	expect((await workshop.contentOf(workshop.board)).cards).toMatchObject([{ text: '', description: 'Open daily' }])
	await page.mouse.move(900, 600)
	await page.keyboard.press('n')
	await expect(page.getByLabel('Card text')).toBeFocused()
	await page.keyboard.press('Escape')
	await ana.waitForSaveStatus('Saved')
	expect((await workshop.contentOf(workshop.board)).cards).toHaveLength(1)
})

test('[DETAIL2] a card gets one image: by button, paste and drop on the canvas, and on a phone', async ({
	browser,
}, info) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await page.keyboard.press('i')
	const details = page.getByRole('complementary', { name: 'Solution: details' })
	const shown = details.getByRole('link').getByRole('img')
	const onCard = ana.card('One office').locator('img')
	const addressOf = async () => (await workshop.contentOf(workshop.board)).cards[0]?.image?.path

	await test.step('an image chosen with the button is on the card for everybody, with a description', async () => {
		const chooser = page.waitForEvent('filechooser')
		await details.getByRole('button', { name: 'Add an image' }).click()
		await (await chooser).setFiles([png('queue.png', 600, 400)])
		await expect(shown).toBeVisible()
		await details.getByLabel('Alt text').pressSequentially('A queue before the office')
		await expect(onCard).toHaveAttribute('alt', 'A queue before the office')
		await expect.poll(() => onCard.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(256)
		await expect(details.getByRole('button', { name: 'Replace' })).toBeVisible()
	})

	await test.step('a pasted or dropped image replaces it, and no image lands on the board', async () => {
		const first = await addressOf()
		await details.focus()
		await sendTo(details, 'paste', [png('stairs.png', 300, 300, 0x20)])
		await expect.poll(addressOf).not.toBe(first)
		const second = await addressOf()
		await expect(details.getByLabel('Alt text')).toHaveValue('')
		await sendTo(details, 'drop', [png('door.png', 200, 300, 0xc0), png('more.png', 20, 30)])
		await expect(page.getByText('A card has one image. The first one was added.')).toBeVisible()
		await expect.poll(addressOf).not.toBe(second)
		await expect(page.locator('[data-shape-type="image"]')).toHaveCount(0)
	})

	await test.step('undo reverts the deletion in one step, and a copy of the card keeps the image', async () => {
		await details.getByRole('button', { name: 'Delete: Image' }).click()
		await expect(shown).toHaveCount(0)
		await expect(onCard).toHaveCount(0)
		await page.getByRole('button', { name: 'Undo' }).last().click()
		await expect(shown).toBeVisible()
		await page.keyboard.press('Escape')
		await page.keyboard.press('Control+d')
		await expect
			.poll(async () => new Set((await workshop.contentOf(workshop.board)).cards.map(({ image }) => image?.path)).size)
			.toBe(1)
		await page.keyboard.press('Control+z')
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('on a phone the list shows a small image, and the details show and replace it', async () => {
		const eva = await joinOnPhone(browser, workshop, 'Eva')
		const row = eva.card('One office')
		await row.getByRole('button', { name: 'Image' }).tap()
		const panel = eva.page.getByRole('complementary', { name: 'Solution: details' })
		const chooser = eva.page.waitForEvent('filechooser')
		await panel.getByRole('button', { name: 'Replace' }).tap()
		const before = await addressOf()
		await (await chooser).setFiles([png('photo.png', 400, 300, 0x70)])
		await expect.poll(addressOf).not.toBe(before)
		await expect(panel.getByRole('link').getByRole('img')).toBeVisible()
		await eva.expectNoViolations()
		await expect(onCard).toHaveAttribute('src', `${await addressOf()}?w=256`)
	})

	await test.step('an exported image of the board contains it, and so does the offline viewer, with details and reactions', async () => {
		await ana.card('One office').click()
		await page.keyboard.press('i')
		await details.getByLabel('Description').fill('Open on Saturdays')
		await details.getByRole('button', { name: 'React with 💡' }).click()
		await page.keyboard.press('Escape')
		await ana.waitForSaveStatus('Saved')
		const svg = (await ana.exportBoard(/^SVG/)).bytes.toString()
		expect(svg.match(/<image[^>]* href="data:image\/png;base64,/g)).toHaveLength(1)
		const file = info.outputPath('board.html')
		await writeFile(file, (await ana.exportBoard(/^HTML/)).bytes)
		const reader = await browser.newPage({ offline: true })
		await reader.goto(pathToFileURL(file).href)
		await expect(reader.locator('.card').getByRole('img', { name: 'Image', exact: true })).toBeVisible()
		await reader.getByRole('button', { name: 'List' }).click()
		const row = reader.getByRole('listitem').filter({ hasText: 'One office' })
		await expect(row.locator('figure').getByRole('img')).toBeVisible()
		await expect(row.getByText('Open on Saturdays')).toBeVisible()
		await expect(row.getByRole('img', { name: 'Reactions: 💡 1' })).toBeVisible()
		await reader.close()
	})
})
