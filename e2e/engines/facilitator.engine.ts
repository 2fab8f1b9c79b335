import { expect } from '@playwright/test'
import { type Stack, startStack } from '../support/startStack.ts'
import { test } from './support/engineTest.ts'
import type { Person } from './support/Person.ts'

/** The facilitator in each engine: from the home page to the dashboard and the projector. */
test.describe.configure({ mode: 'serial' })

let stack: Stack
let facilitator: Person
let projector: Person
let code = ''
test.beforeAll(async ({ openWindow }) => {
	stack = await startStack()
	;[facilitator, projector] = await Promise.all([openWindow('Facilitator'), openWindow('Projector')])
})
test.afterAll(async () => {
	await Promise.all([facilitator, projector].map((person) => person?.window.close()))
	await stack.stop()
})

test('[ENGINE1] a workshop is opened on the home page, and its links are copied to the clipboard', async () => {
	const { window } = facilitator
	await window.goto(stack.url)
	await facilitator.fill({ role: 'textbox', name: 'Title' }, 'Streets 街道')
	await facilitator.click({ role: 'checkbox', name: /中文/ })
	await facilitator.click({ role: 'textbox', name: 'Participating cities' })
	await window.type('Dakar, Wuhan')
	await window.press('Enter')
	await facilitator.click({ role: 'button', name: 'Create workshop' })
	code = (await facilitator.waitFor({ css: 'p, strong, output, span, dd', text: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/ })).text
	const link = await facilitator.waitFor({ role: 'textbox', name: 'Projector link' })
	await facilitator.click({ role: 'button', name: 'Copy: Projector link' })
	await facilitator.waitFor({ role: 'button', name: 'Copied: Projector link' })
	await facilitator.click({ role: 'link', name: 'Go to the dashboard' })
	await facilitator.click({ role: 'button', name: 'Message to everyone' })
	const message = { css: 'dialog textarea, [role=dialog] textarea' }
	await facilitator.click(message)
	await window.press('Control+v')
	await expect.poll(async () => (await facilitator.find(message))[0]?.value).toBe(link.value)
	await window.press('Escape')
	await projector.window.goto(link.value)
	await projector.waitFor({ css: 'main', text: code })
})

test('[ENGINE1] a phase and its timer reach the projector', async () => {
	await facilitator.click({ role: 'button', name: 'Add phase' })
	await facilitator.fill({ role: 'textbox', name: /^Title/ }, 'Obstacles')
	await facilitator.click({ role: 'button', name: 'Save' })
	await facilitator.waitFor({ role: 'button', name: 'Obstacles' })
	await facilitator.click({ role: 'button', name: 'Next: Obstacles →' })
	await facilitator.click({ role: 'button', name: 'Start timer' })
	await projector.waitFor({ css: 'main', text: 'Obstacles' })
	await projector.waitFor({ role: 'timer' })
})
