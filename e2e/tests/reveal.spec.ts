import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { readCardTexts } from '../support/cardTexts.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { readScene } from '../support/readScene.ts'
import type { Stack } from '../support/startStack.ts'
import { attend } from '../support/stockClient.ts'

/** A reveal, by the texts that people can read on their screens. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const TEXTS = [
	'Permits for bus lanes take nine months',
	'居民觉得投放时间不方便，晚上八点以后没有人',
	'No office is in charge of the riverside',
	'Los datos de tráfico están en manos de una empresa privada',
	'Personne ne paie l’entretien après deux saisons',
	'Feeder van owners were never at the table, and nobody has asked them which of the new stops they could serve',
]
const PEOPLE = 6

/** Opens a board of the template in private writing, with a person at it and private cards. */
async function openPrivateWriting(browser: Browser, cards: number): Promise<{ ana: Actor; workshop: CreatedWorkshop }> {
	const workshop = await createWorkshop(stack.url)
	const session = await workshop.command({ type: 'session.add', template: 'obstacle-solution' })
	await workshop.command({ type: 'session.goto', session })
	const phase = { kind: 'write', title: { en: 'Obstacles' }, isPrivate: true }
	await workshop.command({ type: 'phase.goto', phase: await workshop.command({ type: 'phase.add', phase, at: 0 }) })
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.setViewportSize({ width: 1366, height: 768 })
	await ana.join(stack.url, workshop.code, 'Dakar')
	for (let n = 0; n < PEOPLE; n++) {
		const person = await attend(stack.url, workshop.code, { name: `Person ${n}`, city: 'Bogotá' })
		for (let card = n; card < cards; card += PEOPLE)
			await person.writePrivately({ id: `shape:c${card}`, text: `${TEXTS[card % TEXTS.length]} (${card})` })
		person.leave()
	}
	return { ana, workshop }
}

for (const count of [36, 60]) {
	test(`[ROOM3l] ${count} revealed cards are readable on a laptop, and one key steps through them`, async ({
		browser,
	}) => {
		const { ana, workshop } = await openPrivateWriting(browser, count)
		await workshop.command({ type: 'private.reveal', names: true })
		await expect(ana.page.getByText(`${count} cards revealed.`)).toBeVisible()
		await expect(ana.cards).toHaveCount(count)

		await test.step('every card has a text of 12 px and nothing over it', async () => {
			await expect(async () => {
				const shown = await readCardTexts(ana.page)
				expect(shown).toHaveLength(count)
				expect(Math.min(...shown.map(({ px }) => px))).toBeGreaterThanOrEqual(12)
				expect(shown.filter(({ isClear }) => !isClear)).toEqual([])
				expect(Math.min(...shown.map(({ lines }) => lines))).toBeGreaterThanOrEqual(1)
			}).toPass()
		})
		await test.step('the notice and Page Down step through the cards', async () => {
			await ana.page.getByRole('button', { name: 'Step through' }).click()
			const bar = ana.page.getByRole('group', { name: 'Presentation' })
			await expect(bar).toContainText('1 of ')
			const seen: string[] = []
			for (let step = 0; seen.length < count; step++) {
				await expect(bar).toContainText(`${step + 1} of `)
				const { texts, textPx, cut } = await readScene(ana.page)
				expect({ cut, isReadable: textPx >= (768 * 32) / 1080 - 0.1 }).toEqual({ cut: [], isReadable: true })
				seen.push(...texts)
				await ana.page.keyboard.press('PageDown')
			}
			expect(new Set(seen).size).toBe(count)
			await ana.page.keyboard.press('Escape')
			await expect(bar).toHaveCount(0)
			await ana.page.keyboard.press('PageDown')
			await expect(bar).toContainText('1 of ')
		})
	})
}
