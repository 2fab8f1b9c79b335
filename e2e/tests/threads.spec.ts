import { expect, type Locator, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsInThemes } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone, joinWithClipboard } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const panelOf = ({ page }: { page: Page }) => page.getByRole('complementary')
const fieldOf = (person: Actor) => panelOf(person).getByPlaceholder(/^Write/)
const messagesOf = (person: Actor) => panelOf(person).locator('[data-message]')
const markOf = (card: Locator) => card.getByRole('button', { name: /message/ })

/** Counts the changes of an element of the page, and says whether it is still there. */
function countWrites(element: Locator) {
	return element.evaluateHandle((node) => {
		let writes = 0
		const count = (records: MutationRecord[]) => {
			writes += records.length
		}
		const observer = new MutationObserver(count)
		observer.observe(node, { attributes: true, characterData: true, childList: true, subtree: true })
		return {
			read() {
				count(observer.takeRecords())
				return { isSame: node.isConnected, writes }
			},
		}
	})
}

/** Opens the thread of a card with the keyboard; without a name, of the one just written. */
async function openThread(person: Actor, card: string | null): Promise<void> {
	if (card !== null) await person.select(card)
	await expect(person.page.getByRole('toolbar', { name: 'Card options' })).toBeVisible()
	await person.page.keyboard.press('i')
	await expect(fieldOf(person)).toBeVisible()
}

async function say(person: Actor, text: string): Promise<void> {
	await fieldOf(person).click()
	await person.page.keyboard.type(text)
	await person.page.keyboard.press('Enter')
	await expect(fieldOf(person)).toHaveValue('')
	await expect(messagesOf(person).filter({ hasText: text })).toBeVisible()
}

test('[TALK1] two people begin a thread at once, reply, edit, delete, resolve and reopen', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar', 'Bogotá'], groups: 1 })
	const [ana, li] = [
		await joinWithClipboard(browser, workshop, 'Ana'),
		await joinOnCanvas(browser, workshop, 'Li', 'Bogotá'),
	]
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await expect(li.card('One office')).toBeVisible()

	await test.step('both write at the same time, and nothing is lost', async () => {
		await openThread(ana, null)
		await openThread(li, 'One office')
		await Promise.all([say(ana, 'Who pays?'), say(li, 'Where is it?')])
		for (const person of [ana, li]) {
			await expect(messagesOf(person)).toHaveCount(2)
			await expect(panelOf(person).getByText('Dakar', { exact: true })).toBeVisible()
		}
		await expect(markOf(ana.card('One office'))).toHaveText('2')
	})

	await test.step('[TALK2a] a pan writes nothing to a mark', async () => {
		const mark = markOf(ana.card('One office'))
		await expect(mark.locator('svg')).toHaveCount(0)
		const writes = await countWrites(mark)
		const leftOf = async () => (await mark.boundingBox())?.x ?? 0
		const left = await leftOf()
		await ana.page.mouse.move(200, 500)
		await ana.page.mouse.wheel(60, 0)
		await expect.poll(leftOf).toBeLessThan(left - 50)
		expect(await writes.evaluate(({ read }) => read())).toEqual({ isSame: true, writes: 0 })
	})

	await test.step('Enter of an input method does not send, Shift+Enter adds a line', async () => {
		await fieldOf(ana).click()
		await fieldOf(ana).evaluate((field: HTMLTextAreaElement) => {
			const press = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
			field.dispatchEvent(press)
		})
		await ana.page.keyboard.type('First')
		await ana.page.keyboard.press('Shift+Enter')
		await ana.page.keyboard.type('second')
		await expect(fieldOf(ana)).toHaveValue('First\nsecond')
	})

	await test.step('a draft survives closing the panel and a reload', async () => {
		await ana.page.keyboard.press('Escape')
		await expect(panelOf(ana)).toHaveCount(0)
		await ana.page.reload()
		await ana.waitForKeyboard()
		await openThread(ana, 'One office')
		await expect(fieldOf(ana)).toHaveValue('First\nsecond')
		await fieldOf(ana).click()
		await ana.page.keyboard.press('Enter')
		await expect(messagesOf(li)).toHaveCount(3)
	})

	await test.step('one’s own message is edited and deleted; a stub stays before a reply', async () => {
		const own = messagesOf(li).filter({ hasText: 'Where is it?' })
		await own.getByRole('button', { name: 'Message actions' }).click()
		await li.page.getByRole('menuitem', { name: 'Edit' }).click()
		await panelOf(li).getByLabel('Edit your message').press('End')
		await li.page.keyboard.type(' In town?')
		await li.page.keyboard.press('Enter')
		await expect(messagesOf(ana).filter({ hasText: 'Where is it? In town?' })).toContainText('edited')
		const other = messagesOf(li).filter({ hasText: 'Who pays?' })
		await other.getByRole('button', { name: 'Message actions' }).click()
		await expect(li.page.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0)
		await li.page.keyboard.press('Escape')
	})

	await test.step('resolved by one person while another writes: the message opens a thread of its own', async () => {
		await fieldOf(ana).click()
		await ana.page.keyboard.type('One more thing')
		await panelOf(li).getByRole('button', { name: 'Resolve' }).click()
		await expect(
			panelOf(ana)
				.getByText(/^Resolved: /)
				.first(),
		).toBeVisible()
		await ana.page.keyboard.press('Enter')
		await expect(messagesOf(li).filter({ hasText: 'One more thing' })).toBeVisible()
		await panelOf(li)
			.getByText(/^Resolved: /)
			.first()
			.click()
		await panelOf(li).getByRole('button', { name: 'Reopen' }).first().click()
		await expect(markOf(ana.card('One office'))).not.toHaveText('1')
	})

	await test.step('a link opens the board with the panel at the message', async () => {
		const message = messagesOf(ana).filter({ hasText: 'One more thing' })
		await message.getByRole('button', { name: 'Message actions' }).click()
		await ana.page.getByRole('menuitem', { name: 'Copy link' }).click()
		await expect(ana.page.getByText('Link copied.')).toBeVisible()
		const link = await ana.page.evaluate(() => navigator.clipboard.readText())
		await li.page.goto(link)
		await expect(messagesOf(li).filter({ hasText: 'One more thing' })).toBeFocused()
	})
	expect(await violationsInThemes(li.page)).toEqual([])
})

test('[TALK3] [TALK4] a person is named by the pinyin of their name, with an input method, and gets one notice', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar', '武汉'], groups: 1 })
	const [ana, wei] = [
		await joinOnCanvas(browser, workshop, 'Ana'),
		await joinOnCanvas(browser, workshop, '李伟', '武汉'),
	]
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await openThread(ana, null)
	const names = panelOf(ana).getByRole('listbox', { name: 'People and groups' })
	const session = await ana.page.context().newCDPSession(ana.page)

	await test.step('letters in composition find a name, and Enter belongs to the input method', async () => {
		await fieldOf(ana).click()
		await ana.page.keyboard.type('Ask @')
		await expect(names.getByRole('option')).toHaveCount(3)
		await session.send('Input.imeSetComposition', { text: "li'w", selectionStart: 4, selectionEnd: 4 })
		await expect(names.getByRole('option')).toHaveText(['李伟武汉'])
		await fieldOf(ana).evaluate((field) => {
			const press = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }
			field.dispatchEvent(new KeyboardEvent('keydown', press))
			field.dispatchEvent(new KeyboardEvent('keyup', press))
		})
		await expect(fieldOf(ana)).toHaveValue("Ask @li'w")
		await expect(messagesOf(ana)).toHaveCount(0)
	})

	await test.step('the composed name is chosen with Enter, which sends only with the next press', async () => {
		await session.send('Input.insertText', { text: '李' })
		await expect(fieldOf(ana)).toHaveValue('Ask @李')
		await expect(names.getByRole('option', { name: '李伟' })).toHaveAttribute('aria-selected', 'true')
		await ana.page.keyboard.press('Enter')
		await expect(fieldOf(ana)).toHaveValue('Ask @李伟 ')
		await expect(names).toHaveCount(0)
		await ana.page.keyboard.type('about the office')
		await ana.page.keyboard.press('Enter')
		await expect(messagesOf(ana)).toHaveCount(1)
	})

	await test.step('the person who is named gets a notice, once', async () => {
		const notice = wei.page.getByText('Ana to you: Ask @李伟 about the office')
		await expect(notice).toBeVisible()
		await expect(wei.page).toHaveTitle(/^\(1\) /)
		await wei.page.getByRole('button', { name: 'Show', exact: true }).click()
		await expect(messagesOf(wei)).toBeFocused()
		await expect(wei.page).not.toHaveTitle(/^\(/)
		await wei.page.reload()
		await wei.waitForKeyboard()
		await expect(wei.page.getByRole('log', { name: 'New messages' })).toBeAttached()
		await expect(notice).toHaveCount(0)
	})

	await test.step('the message is in the list “For me”', async () => {
		await wei.page.keyboard.press('Alt+m')
		await panelOf(wei).getByText('For me', { exact: true }).click()
		await expect(panelOf(wei).getByRole('button', { name: /about the office/ })).toBeVisible()
		expect(await violationsInThemes(wei.page)).toEqual([])
	})

	const { page } = wei
	const mentions = [await workshop.participantId('李伟')]
	const nameOnPlenary = (text: string, id: string) => {
		const message = { thread: `thread:${id}`, message: `note:${id}`, on: { type: 'board' }, text, mentions }
		return workshop.request(`boards/${workshop.plenary}/threads`, { type: 'start', ...message })
	}
	await test.step('[TALK6] so are those on other boards, which open at the message', async () => {
		await nameOnPlenary('Come to the plenary', 'one')
		const link = panelOf(wei).getByRole('link', { name: /Come to the plenary/ })
		// The server reads the threads of a board again after some seconds at the earliest.
		await expect(async () => {
			await panelOf(wei).getByText('All', { exact: true }).click()
			await panelOf(wei).getByText('For me', { exact: true }).click()
			await expect(link).toBeVisible({ timeout: 1000 })
		}).toPass()
		await link.click()
		await expect(messagesOf(wei).filter({ hasText: 'Come to the plenary' })).toBeFocused()
	})

	await test.step('[TALK6] the home page counts new ones, and opens the latest', async () => {
		await page.goto('about:blank')
		await nameOnPlenary('Still waiting', 'two')
		const link = page.getByRole('link', { name: '1 thread for you' })
		await expect(async () => {
			await page.goto(workshop.url)
			await expect(link).toBeVisible({ timeout: 1000 })
		}).toPass()
		await link.click()
		await expect(messagesOf(wei).filter({ hasText: 'Still waiting' })).toBeFocused()
	})

	await test.step('[VISIT2] a message under “Since you were here” opens its thread', async () => {
		await panelOf(wei).getByRole('button', { name: 'Close' }).click()
		await page.getByRole('button', { name: 'Since you were here' }).click()
		await page.getByLabel('Period').selectOption('day')
		await page.getByRole('link', { name: 'Come to the plenary' }).click()
		await expect(messagesOf(wei).filter({ hasText: 'Come to the plenary' })).toBeFocused()
	})
})

test('[TALK2] unread messages, all threads and the keyboard alone, in the list of a phone', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const ben = await joinOnPhone(browser, workshop, 'Ben')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 300 })
	await ana.writeCard('Solution', 'One office', { x: 700, y: 500 })
	const log = ben.page.getByRole('log', { name: 'New messages' })
	await expect(log).toBeAttached()
	await openThread(ana, 'Permits')
	await say(ana, 'How long?')
	await expect(markOf(ben.card('Permits'))).toHaveText('1')
	await expect(markOf(ben.card('Permits'))).toHaveAccessibleName('1 message, 1 unread')
	await expect(log).toContainText('Ana wrote on “Permits”: How long?')

	await test.step('[TALK1a] a tap on the mark opens the thread, and reads it', async () => {
		await markOf(ben.card('Permits')).tap()
		await expect(messagesOf(ben)).toHaveText(/How long\?/)
		await expect(markOf(ben.card('Permits'))).toHaveAccessibleName('1 message')
		expect(await violationsInThemes(ben.page)).toEqual([])
		await fieldOf(ben).tap()
		await ben.page.keyboard.type('A year')
		await panelOf(ben).getByRole('button', { name: 'Send' }).tap()
		await expect(messagesOf(ben)).toHaveCount(2)
		await expect(fieldOf(ben)).toBeFocused()
		await expect(panelOf(ben).getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 0.9 })
		await panelOf(ben).getByRole('button', { name: 'Close' }).tap()
	})

	await test.step('with the keyboard alone: all threads, a filter, a thread, an answer, and back', async () => {
		const { page } = ana
		await page.keyboard.press('Escape')
		await sayOnPhone(ben, 'One office', 'Which one?')
		await page.keyboard.press('Alt+m')
		await expect(panelOf(ana)).toBeFocused()
		await page.keyboard.press('Tab')
		await page.keyboard.press('Tab')
		await page.keyboard.press('ArrowRight')
		await expect(panelOf(ana).getByRole('radio', { name: /Unread/ })).toBeChecked()
		await expect(panelOf(ana).getByRole('listitem')).toHaveText([/Which one\?/])
		await page.keyboard.press('Tab')
		await page.keyboard.press('Enter')
		await expect(panelOf(ana)).toHaveAccessibleName('Solution: details')
		await fieldOf(ana).focus()
		await page.keyboard.type('The one in town')
		await page.keyboard.press('Enter')
		await expect(messagesOf(ana)).toHaveCount(2)
		await panelOf(ana).getByRole('button', { name: 'All threads' }).press('Enter')
		await expect(panelOf(ana)).toHaveAccessibleName('Threads')
		await page.keyboard.press('Escape')
		await expect(panelOf(ana)).toHaveCount(0)
	})
})

/** Writes in the thread of a card in the list. */
async function sayOnPhone(person: Awaited<ReturnType<typeof joinOnPhone>>, card: string, text: string): Promise<void> {
	await person.card(card).getByRole('button', { name: 'Details' }).tap()
	await fieldOf(person).tap()
	await person.page.keyboard.type(text)
	await panelOf(person).getByRole('button', { name: 'Send' }).tap()
	await expect(messagesOf(person)).toHaveCount(1)
	await panelOf(person).getByRole('button', { name: 'Close' }).tap()
}

test('[TALK1] what is written without a connection arrives; private writing has no threads, and names stay hidden', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const [ana, li] = [await joinOnCanvas(browser, workshop, 'Ana'), await joinOnCanvas(browser, workshop, 'Li')]
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	await expect(li.card('One office')).toBeVisible()
	await openThread(ana, null)
	await openThread(li, 'One office')

	await test.step('offline and back', async () => {
		await ana.page.context().setOffline(true)
		await say(ana, 'Written in the train')
		await say(li, 'Written in the hall')
		await ana.page.context().setOffline(false)
		for (const person of [ana, li]) await expect(messagesOf(person)).toHaveCount(2)
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('anonymous authors', async () => {
		await workshop.command({ type: 'anonymity.set', isAnonymous: true })
		await expect(messagesOf(li).first()).toContainText('Someone')
		await expect(messagesOf(li).filter({ hasText: 'Dakar' })).toHaveCount(0)
	})

	await test.step('private writing', async () => {
		const phase = await workshop.addPhase({ kind: 'write', title: { en: 'Alone' }, isPrivate: true })
		await workshop.command({ type: 'phase.goto', phase })
		await expect(panelOf(ana)).toHaveCount(0)
		await expect(ana.page.getByRole('button', { name: /^Threads/ })).toHaveCount(0)
	})
})

test('[TALK5] the projector and a presentation show the thread of the card in focus, if that is switched on', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 300 })
	await openThread(ana, null)
	for (let at = 1; at <= 8; at++) await say(ana, `Answer ${at}`)
	const [host, projector] = await Promise.all([Actor.open(browser, 'Facilitator'), Actor.open(browser, 'Projector')])
	await workshop.command({ type: 'spotlight.set', board: workshop.board, follows: true })
	await projector.page.goto(workshop.projector)
	await host.page.goto(workshop.dashboard)
	const shown = ({ page }: Actor) => page.locator('[data-focused-thread]')

	await test.step('beside the board that the facilitator has open, large and in part', async () => {
		await host.page.getByRole('button', { name: 'Threads on the projector' }).click()
		await host.page.getByRole('link', { name: 'Open Group 1' }).click()
		await host.waitForBoard()
		await expect(projector.cards).not.toHaveCount(0)
		await expect(shown(projector)).toHaveCount(0)
		await host.select('Permits')
		await expect(shown(projector).getByText('8 messages')).toBeVisible()
		await expect(shown(projector).getByText('Ana · Dakar').first()).toBeVisible()
		await expect(shown(projector).getByRole('listitem').first()).toContainText('Answer 8')
		await expect(shown(projector).getByText('Answer 2', { exact: true })).toHaveCount(0)
		const sizes = await shown(projector)
			.locator('*')
			.evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
	})

	await test.step('in a presentation, by the mark of a card, until the next part', async () => {
		await host.page.keyboard.press('Escape')
		await expect(shown(projector)).toHaveCount(0)
		await host.page.getByRole('button', { name: 'Present', exact: true }).click()
		const scene = host.page.getByRole('region', { name: 'Presentation' })
		await scene.getByRole('button', { name: '8 messages' }).press('Enter')
		for (const screen of [host, projector]) await expect(shown(screen).getByText('Answer 8')).toBeVisible()
		expect(await violationsInThemes(host.page)).toEqual([])
		await workshop.command({ type: 'anonymity.set', isAnonymous: true })
		for (const screen of [host, projector]) await expect(shown(screen).getByText(/Ana|Dakar/)).toHaveCount(0)
		await host.page.keyboard.press('ArrowRight')
		for (const screen of [host, projector]) await expect(shown(screen)).toHaveCount(0)
	})
})

test('[TALK7] those who write a practice talk below its texts', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { practice } = await workshop.request<{ practice: { id: string } }>(`workshops/${workshop.id}/practices`, {
		locale: 'en',
		fields: { title: 'One office' },
	})
	const host = await Actor.open(browser, 'Facilitator')
	await host.page.goto(workshop.dashboard)
	await expect(host.page.getByRole('region', { name: 'Run sheet' })).toBeVisible()
	const query = new URLSearchParams({ w: workshop.id })
	const threadOf = async ({ page }: Actor, role: string) => {
		await page.goto(`${workshop.url}/exchange/${practice.id}?${query}&r=${role}`)
		return page.getByRole('region', { name: /^Thread/ })
	}
	const [mine, theirs] = [await threadOf(ana, 'participant'), await threadOf(host, 'facilitator')]
	await mine.getByRole('textbox').fill('Which year?')
	await mine.getByRole('textbox').press('Enter')
	await expect(theirs.locator('[data-message]')).toContainText('Which year?')
	await theirs.getByRole('textbox').fill('1999')
	await theirs.getByRole('textbox').press('Enter')
	await expect(mine.locator('[data-message]')).toHaveCount(2)
	expect(await violationsInThemes(ana.page)).toEqual([])
})
