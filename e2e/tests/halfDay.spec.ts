import { expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { type Attendee, attend } from '../support/attend.ts'
import { everybodyIsIn, type HalfDay, openHalfDay, PHASES } from '../support/halfDay.ts'
import type { View } from '../support/openStage.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'
import { writeAsStock } from '../support/typeAsStock.ts'

/**
 * A half-day as two conduct it, before the wall, with eight people from six cities in three groups: through a phase of each kind,
 * with one who comes late, one who comes back, one who is taken out, and a server that ends without a word.
 */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const REMOVED = 4403
const OF_ANA = 'secret of Ana'
const OF_LI = 'secret of 李伟'
const OF_KOFI = 'secret of Kofi'
const idOf = (who: Attendee) => `shape:secret-${who.joined.participant.id}`

test('a half-day, from the first card to the report', async ({ browser }) => {
	test.setTimeout(900_000)
	const day = await openHalfDay(browser, stack.url)
	const seatsOf = (people: readonly Attendee[]) => people.map(({ joined }) => joined.board.title)
	expect(seatsOf([day.kofi, ...day.others])).toEqual([1, 2, 3, 2, 3, 2].map((group) => `Group ${group}`))

	await test.step('write: everybody for themselves, and nobody hears a word of it', () => writeAlone(day))
	await test.step('who comes late sits in the smallest group', async () => {
		const zola = await attend(stack.url, day.stage.code, { name: 'Zola', city: 'Seoul' })
		expect(zola.joined.board.title).toBe('Group 3')
		day.others.push(zola)
		expect(await zola.writeAlone({ id: idOf(zola), text: 'secret of Zola' })).toBe('ack')
	})
	await test.step('the reveal brings every card to its board, under its id', () => reveal(day))
	await test.step('cluster: a frozen board takes nothing', () => clusterAndFreeze(day))
	await test.step('who comes back sits where they sat', () => comeBack(day))
	await test.step('who is taken out is out at once', () => takeOut(day))
	await test.step('link: the server ends and comes back, and the time goes on', () => linkOverRestart(day))
	await test.step('vote: nobody has more dots than there are', () => vote(day))
	await test.step('present: the wall shows the board of all, and people look on', () => present(day))
	for (const person of [day.kofi, ...day.others]) person.leave()
})

async function writeAlone(day: HalfDay): Promise<void> {
	const { desk, otherDesk, wall, ana, li, kofi, others, wires } = day
	await desk.button('Next: Obstacles →').click()
	await everybodyIsIn(day, 1, 'You can write and arrange cards now.')
	await expect(wall.page.getByRole('heading', { name: 'What stands in the way? 什么在阻碍？' })).toBeVisible()
	for (const { page } of [ana, li])
		await expect(page.getByText('Private writing: no one else sees your cards')).toBeVisible()

	await ana.writeCard('Solution', OF_ANA, { x: 600, y: 420 })
	await ana.badgeSays('Saved')
	const idOfAna = (await ana.card(OF_ANA).getAttribute('data-shape-id')) ?? ''
	expect(idOfAna).toMatch(/^shape:/)
	await li.addCards('Obstacle', [OF_LI])
	for (const person of [kofi, ...others])
		expect(await person.writeAlone({ id: idOf(person), text: `secret of ${person.name}` })).toBe('ack')
	for (const person of [desk, otherDesk])
		await expect(person.conducting.getByText('8 private cards so far.')).toBeVisible()
	await expect(ana.page.getByText('3 cards here so far')).toBeVisible()

	const everyWire = [...wires, ...[kofi, ...others].map(({ name, wire }) => [name, wire] as const)]
	for (const [who, wire] of everyWire) {
		expect(wire.frames(), who).toBeGreaterThan(0)
		for (const words of ['shape:secret', 'secret of', ...(who === 'ana' ? [] : [idOfAna])])
			expect(wire.carried(words), `${words} came to ${who}`).toBe(false)
	}
	for (const { joined } of [kofi, ...others]) expect(await day.stage.cardsOn(joined.board.id)).toEqual([])
}

async function reveal({ stage, otherDesk, wall, ana, li, kofi, others, wires }: HalfDay): Promise<void> {
	const idOfAna = await ana.card(OF_ANA).getAttribute('data-shape-id')
	await otherDesk.button('Reveal with names').click()
	await otherDesk.dialog.getByRole('button', { name: 'Reveal with names' }).click()
	for (const person of [ana, li])
		for (const text of [OF_ANA, OF_LI, OF_KOFI]) await expect(person.card(text)).toHaveCount(1)
	await expect(otherDesk.button('Reveal with names')).toHaveCount(0)
	const idsOn = async (board: string) => (await stage.cardsOn(board)).map(({ id }) => id)
	expect(await idsOn(kofi.joined.board.id)).toContain(idOfAna)
	for (const person of [kofi, ...others]) {
		expect(await idsOn(person.joined.board.id)).toContain(idOf(person))
		await expect.poll(() => person.wire.carried(idOf(person)), person.name).toBe(true)
	}
	// The same ears that heard nothing before hear it now.
	for (const who of ['ana', 'li']) expect(wires.get(who)?.carried(OF_KOFI), who).toBe(true)
	await expect(wall.page.getByRole('heading', { name: /What stands in the way/ })).toBeVisible()
}

/** Brings all cards between the bars of the canvas, wherever the reveal laid them. */
async function seesAllOfIt({ page }: Actor): Promise<void> {
	await page.getByRole('button', { name: 'Zoom to fit' }).click()
}

async function clusterAndFreeze(day: HalfDay): Promise<void> {
	const { stage, desk, wall, ana, li, kofi } = day
	await desk.button('Next: Order →').click()
	await everybodyIsIn(day, 2, 'You can write, arrange cards, and link cards now.')
	await expect(wall.page.locator('li canvas[data-cards="3"]')).toHaveCount(3)
	await seesAllOfIt(ana)
	await ana.cluster('Permits', [OF_LI, OF_KOFI])
	await expect(li.page.getByText('Permits').first()).toBeVisible()
	await ana.badgeSays('Saved')

	await desk.button('Freeze all').click()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
	const { board, token } = kofi.joined
	expect(await writeAsStock(stack.url, board.id, token)).toBe('nack')
	expect(await stage.cardsOn(board.id)).toHaveLength(3)
	await desk.button('Unfreeze all').click()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toBeVisible()
}

async function comeBack({ stage, li }: HalfDay): Promise<void> {
	await li.page.goto('about:blank')
	await li.page.goto(`${stack.url}/join#${stage.code}`)
	await li.page.getByRole('button', { name: 'Continue as 李伟' }).tap()
	await li.seesBoard()
	await expect(li.card(OF_ANA)).toHaveCount(1)
}

async function takeOut({ stage, desk, others }: HalfDay): Promise<void> {
	const marc = others.find(({ name }) => name === 'Marc')
	if (!marc) throw new Error('Marc is not there')
	await desk.choose('Actions for Marc', 'Remove')
	await expect.poll(() => marc.closed(), { intervals: [20] }).toContain(REMOVED)
	await expect(stage.view(marc.joined.token)).rejects.toThrow(/removed/)
	marc.leave()
	others.splice(others.indexOf(marc), 1)
	expect((await stage.cardsOn(marc.joined.board.id)).map(({ id }) => id)).toContain(idOf(marc))
}

/** What is left of the time, by the server's clock. */
function leftOf({ now, workshop: { timer } }: View): number {
	if (!timer?.startedAt) throw new Error('no time runs')
	return timer.runsMs - timer.ranMs - (now - timer.startedAt)
}

async function linkOverRestart(day: HalfDay): Promise<void> {
	const { stage, desk, otherDesk, wall, ana, li } = day
	await otherDesk.button('Next: Answers →').click()
	await everybodyIsIn(day, 3, 'You can write, arrange cards, and link cards now.')
	await expect(wall.page.getByRole('listitem').filter({ hasText: 'Group 1' })).toContainText('0/2')
	await seesAllOfIt(ana)
	await ana.link(OF_ANA, OF_KOFI)
	await expect(wall.page.getByRole('listitem').filter({ hasText: 'Group 1' })).toContainText('1/2')
	await expect(li.linksOf(OF_KOFI)).toHaveCount(1)
	await ana.badgeSays('Saved')

	await desk.button('Start').click()
	await stage.tell({ type: 'timer.add', minutes: -10 })
	await expect(otherDesk.timer).toHaveText(/^(20:00|19:[45]\d)$/)
	const before = await stage.view()
	await stack.kill()
	await ana.badgeSays(/Offline/)
	await stack.start()
	for (const person of [ana, li]) await person.badgeSays('Saved')
	const after = await stage.view()
	expect(after.workshop.timer).toEqual(before.workshop.timer)
	expect(after.workshop.sessions).toEqual(before.workshop.sessions)
	expect(after.workshop.participants).toEqual(before.workshop.participants)
	for (const clock of [desk.timer, otherDesk.timer, ...[wall, ana, li].map(({ page }) => page.getByRole('timer'))])
		await expect
			.poll(async () => {
				const [minutes = 0, seconds = 0] = ((await clock.textContent()) ?? '').split(':').map(Number.parseFloat)
				return Math.abs((minutes * 60 + seconds) * 1000 - leftOf(await stage.view()))
			})
			.toBeLessThan(2500)

	await stage.tell({ type: 'timer.add', minutes: -60 })
	for (const { page } of [desk, wall, ana, li]) await expect(page.getByText('Time is up').first()).toBeVisible()
}

async function vote(day: HalfDay): Promise<void> {
	const { stage, desk, otherDesk, wall, ana, li, kofi, others } = day
	await desk.button('Next: Choice →').click()
	await everybodyIsIn(day, 4, 'You can vote now.')
	await expect(wall.page.getByRole('heading', { name: 'Choice 选择' })).toBeVisible()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
	const round = await stage.tell({ type: 'vote.open', title: 'Which first?', budget: 2 })
	await expect(wall.page.getByRole('heading', { name: /Which first\?.*2 dots each/ })).toBeVisible()

	await ana.card(OF_KOFI).getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('1 of 2 dots left')).toBeVisible()
	await li.page.getByRole('button', { name: `Add a dot to “${OF_KOFI}”` }).tap()
	await expect(li.page.getByText('1 of 2 dots left')).toBeVisible()
	const board = kofi.joined.board.id
	const give = (who: Attendee, card: string) =>
		stage.vote(who.joined.token, { round, board: who.joined.board.id, card, count: 1 })
	await give(kofi, idOf(kofi))
	const more = (await stage.cardsOn(board)).map(({ id }) => id).filter((id) => id !== idOf(kofi))
	const answers = await Promise.allSettled(more.map((card) => give(kofi, card)))
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
	await expect(Promise.all(more.map((card) => give(kofi, card)))).rejects.toThrow(/over_budget/)
	for (const person of others) await give(person, idOf(person))

	await otherDesk.button('Close vote and show result').click()
	await otherDesk.dialog.getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(wall.page.getByRole('listitem').filter({ hasText: OF_KOFI })).toContainText('3')
	await expect(wall.page.getByText('8 of 8 voted')).toBeVisible()
	for (const person of [ana, li]) await expect(person.card(OF_KOFI)).toContainText('3 dots, rank 1')
	await expect(give(kofi, idOf(kofi))).rejects.toThrow(/vote_closed/)
}

async function present(day: HalfDay): Promise<void> {
	const { desk, otherDesk, wall, ana, li } = day
	await otherDesk.button('Next: Report →').click()
	await everybodyIsIn(day, PHASES.length, 'View only in this phase.')
	await expect(wall.page.getByRole('heading', { name: 'Plenary' })).toBeVisible()
	await wall.seesBoard()
	for (const { page } of [ana, li]) await expect(page.getByText('This phase is view only.')).toBeVisible()
	await expect(desk.button('This is the last phase')).toBeDisabled()
}
