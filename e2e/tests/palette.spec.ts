import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('the palette finds actions, cards, people and boards; single keys write cards and search', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { keyboard } = ana.page
	const field = ana.page.getByRole('combobox', { name: 'Type a command, card, board or name' })
	const find = async (text: string, option: string | RegExp) => {
		await keyboard.press('Control+k')
		await expect(field).toBeFocused()
		await keyboard.type(text)
		await expect(ana.page.getByRole('option', { selected: true })).toHaveText(option)
		await keyboard.press('Enter')
		await expect(field).toHaveCount(0)
	}

	await test.step('N adds a card of the last kind, T a note; while a text is edited they are letters', async () => {
		await keyboard.press('n')
		await ana.editor.waitFor()
		await keyboard.type('n, t, f and / are letters')
		await keyboard.press('Escape')
		await keyboard.press('t')
		await ana.editor.waitFor()
		await keyboard.type('A note')
		await keyboard.press('Escape')
		await expect(ana.card('n, t, f and / are letters')).toHaveText(/Obstacle/i)
		await expect(ana.card('A note')).toHaveText(/Note/i)
	})

	await test.step('/ searches; the palette runs an action and selects a card', async () => {
		await keyboard.press('/')
		await expect(ana.page.getByRole('combobox', { name: 'Text, city or name' })).toBeFocused()
		await keyboard.press('Escape')
		await find('new card sol', /New card: Solution/)
		await ana.editor.waitFor()
		await keyboard.type('One office')
		await keyboard.press('Escape')
		await find('letters', /^n, t, f and \/ are letters/)
		await expect(ana.page.getByRole('toolbar', { name: 'Card options' })).toBeVisible()
		await keyboard.press('Delete')
		await expect(ana.cards).toHaveCount(2)
	})

	await test.step('[KEY9] keys that are pressed before the palette is fetched are its text, also "/"', async () => {
		let release = () => {}
		const fetching = new Promise<void>((resolve) => {
			release = resolve
		})
		await ana.page.route(/\/assets\/CanvasPalette-[^/]*\.js$/, async (route) => {
			await fetching
			await route.continue()
		})
		await ana.page.reload()
		await ana.waitForKeyboard()
		await keyboard.press('Control+k')
		await keyboard.type('f and /')
		release()
		await expect(field).toBeFocused()
		await expect(field).toHaveValue('f and /')
		// The first Esc empties the field.
		await keyboard.press('Escape')
		await expect(field).toHaveValue('')
		await keyboard.press('Escape')
		await expect(field).toHaveCount(0)
		await expect(ana.page.getByRole('combobox', { name: 'Text, city or name' })).toHaveCount(0)
		await expect(ana.cards).toHaveCount(2)
	})

	await test.step('the palette opens another board', async () => {
		await find('group 2', /^Group 2/)
		await expect(ana.page.getByText('You are visiting Group 2')).toBeVisible()
	})

	await test.step('the list has the palette as well', async () => {
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		const isHere = (await ben.card('One office').count()) > 0
		await ben.page.keyboard.press('Control+k')
		await ben.page.keyboard.type(isHere ? 'office' : 'group')
		await ben.page.getByRole('option').first().tap()
		await expect(ben.page.getByRole('dialog')).toHaveCount(0)
	})
})
