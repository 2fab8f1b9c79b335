import { expect } from '@playwright/test'
import * as Y from 'yjs'
import {
	embedByWords,
	type LanguageModelServer,
	sendAnswer,
	startLanguageModelServer,
} from '../../server/test/support/languageModelServer.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { layoutProblemsOf } from '../support/layoutProblems.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

let model: LanguageModelServer
let stack: Stack
test.beforeAll(async () => {
	model = await startLanguageModelServer()
	stack = await startStack({
		TRANSLATE_URL: model.url,
		TRANSLATE_KIND: 'openai',
		TRANSLATE_MODEL: 'chat',
		TRANSLATE_EMBEDDING_MODEL: 'embedding',
	})
})
test.afterAll(async () => {
	await stack.stop()
	await model.stop()
})

const TEXTS = [
	...['bus late', 'bus late again', 'bus late today'],
	...['river rubbish', 'river rubbish everywhere', 'river rubbish stinks'],
	...['rent high', 'rent high here', 'rent high centre'],
]

test('[MODEL1] [MODEL1a] [MODEL2] the host’s model compares the cards and names clusters; once it fails, the device does', async ({
	browser,
}) => {
	model.answer = (request, response) => {
		if (request.messages.length === 0) return embedByWords(request, response)
		return sendAnswer(response, '{"names": ["Late buses", "https://evil.example", ""]}')
	}
	const workshop = await createWorkshop(stack.url)
	const li = await openBoardAsStock(stack.url, workshop.code)
	li.transact(() => {
		for (const [at, text] of TEXTS.entries())
			li.write(`shape:c${at}`, {
				...{ type: 'card', xy: [(at % 5) * 230, Math.floor(at / 5) * 180], 'props.kind': 'obstacle' },
				...{ index: `a${String.fromCharCode(65 + at)}`, text: new Y.Text(text) },
			})
	})
	const { page } = await joinOnCanvas(browser, workshop, 'Ana')
	const panel = page.getByRole('complementary', { name: 'Suggested clusters' })
	const sort = async () => {
		await page.getByRole('button', { name: 'Tidy up' }).click()
		await page.getByRole('menuitem', { name: 'Suggest clusters…' }).click()
		await expect(panel.getByRole('button', { name: 'Accept all' })).toBeVisible()
	}
	await sort()
	await expect(panel.getByText('Compared by meaning, by this server’s language model.')).toBeVisible()
	await expect(panel.getByRole('textbox').first()).toHaveValue('Late buses')
	await expect(panel.getByText('Title suggested by the language model')).toHaveCount(1)
	await panel.getByRole('textbox').first().fill('Our buses')
	await expect(panel.getByText('Title suggested by the language model')).toHaveCount(0)
	expect(model.requests.flatMap(({ input }) => input).toSorted()).toEqual(TEXTS.toSorted())
	expect(await layoutProblemsOf(page)).toEqual([])

	await panel.getByRole('button', { name: 'Close' }).click()
	model.answer = (_, response) => response.writeHead(500).end('<p>error</p>')
	li.transact(() =>
		li.write('shape:c9', {
			type: 'card',
			xy: [920, 180],
			index: 'aZ',
			'props.kind': 'obstacle',
			text: new Y.Text('rent'),
		}),
	)
	await expect(page.getByText('0 of 10 answered')).toBeVisible()
	await sort()
	await expect(panel.getByText(/^The language model did not answer/)).toBeVisible()
})

test('[MODEL3] [MODEL3b] a facilitator corrects a suggested summary, and the projector shows it in the report back', async ({
	browser,
}) => {
	const [suggested, saved] = ['Buses are late. Nobody says who pays.', 'Buses are late at night. Nobody says who pays.']
	model.answer = (_, response) => sendAnswer(response, JSON.stringify({ text: suggested, cards: [1, 99] }))
	const workshop = await createWorkshop(stack.url)
	const li = await openBoardAsStock(stack.url, workshop.code)
	li.transact(() =>
		li.write('shape:a', {
			...{ type: 'card', xy: [0, 0], index: 'aA', 'props.kind': 'obstacle' },
			text: new Y.Text('No **bus** at night'),
		}),
	)
	await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['No **bus** at night'])
	await workshop.command({ type: 'phase.goto', phase: await workshop.addPhase(REPORT_BACK) })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { dialog } = facilitator
	await facilitator.choose('More: Group 1', 'Summary…')
	await dialog.getByRole('button', { name: 'Suggest from the cards' }).click()
	const field = dialog.getByRole('textbox', { name: 'What this board says' })
	await expect(field).toHaveValue(suggested)
	await dialog.getByText('Rests on 1 card').click()
	await expect(dialog.getByText('No bus at night')).toBeVisible()
	await field.fill(saved)
	await facilitator.expectNoViolations()
	await dialog.getByRole('button', { name: 'Save summary' }).click()
	await expect(facilitator.page.getByText('Summary saved.')).toBeVisible()

	await workshop.command({ type: 'spotlight.set', board: workshop.board })
	const projector = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
	await projector.goto(workshop.projector)
	await expect(projector.getByText(saved)).toBeVisible()
	await expect(projector.getByText('Suggested by a language model')).toBeVisible()
	await expect(projector.getByText('Say it in a minute')).toHaveCount(0)
})

const REPORT_BACK = {
	...{ kind: 'present', title: { en: 'Report back' }, prompt: { en: 'Say it in a minute' }, minutes: 10 },
}
